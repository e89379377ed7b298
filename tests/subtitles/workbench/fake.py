"""A server of changes by the contract, small enough to be seen through, and as bad a one as a test wants.

It numbers, merges by words, tells a conflict, and answers what came since; `trouble` says of each request what becomes
of it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Request, Route

Json = dict[str, object]
Cue = dict[str, object]

FINE = ""
FAULTS = ("cut before", "cut after", "500", "twice")
PAGE = "<!doctype html><html lang='sv'><meta charset='utf-8'><title>Bench</title><body><textarea></textarea>"


def cue(uuid: str, start: int, text: str = "", **fields: object) -> Cue:
    return {
        "uuid": uuid,
        "start": start,
        "end": start + 900,
        "text": text,
        "settings": "",
        "identifier": "",
        "confirmed": False,
        "machine": False,
        "stale": None,
        **fields,
    }


class Asked(Protocol):
    """A request, of a route or of a server of its own."""

    @property
    def method(self) -> str: ...

    @property
    def url(self) -> str: ...

    @property
    def post_data(self) -> str | None: ...


@dataclass
class Fake:
    cues: list[Cue] = field(default_factory=list)
    me: str = "Shirin"
    served: int = 0  # the change up to which `cues` are told as the state
    repeats: bool = False  # tells all changes, whatever one has
    changes: list[dict[str, object]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    refuses: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    trouble: Callable[[Request], str] = lambda request: FINE
    answers: dict[str, tuple[int, Json]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.texts = {str(each["uuid"]): str(each["text"]) for each in self.cues}

    def handle(self, route: Route) -> None:
        """Answer one request of a page, or do to it what `trouble` says."""
        request = route.request
        what = self.trouble(request)
        self.asked.append(f"{request.method} {what}".strip())
        if what == "cut before":
            return route.abort()
        if what in self.answers:
            status, body = self.answers[what]
            return route.fulfill(status=status, json=body)
        if what == "500":
            return route.fulfill(status=500, body="<h1>Server Error</h1>", content_type="text/html")
        answer = self.answer(request)
        if what == "twice":
            answer = self.answer(request)
        return route.abort() if what == "cut after" else route.fulfill(json=answer)

    def answer(self, request: Asked) -> Json:
        url = urlsplit(request.url)
        if url.path.endswith("state.json"):
            state = {"number": self.served, "cues": self.cues, "aliases": {}}
            return {"me": self.me, "number": self.served, "state": state, "comments": []}
        if request.method == "GET":
            return self.since(int(parse_qs(url.query)["since"][0]))
        asked = json.loads(request.post_data or "")
        refused = []
        for change in asked["changes"]:
            if change["kind"] in self.refuses:
                refused.append({"id": change["id"], "reason": "kind", "sentence": "Not here."})
            elif change["id"] not in {each["id"] for each in self.changes}:
                self.number(change)
        return {**self.since(int(asked["since"])), "refused": refused}

    def since(self, number: int) -> Json:
        return {
            "number": len(self.changes),
            "changes": self.changes[0 if self.repeats else number :],
            "refused": [],
            "present": [],
        }

    def number(self, change: Json) -> None:
        numbered = {**change, "number": len(self.changes) + 1, "by": self.me, "at": "2026-11-28T12:31:05Z"}
        if result := self.decide(change):
            numbered["result"] = result
        self.changes.append(numbered)

    def decide(self, change: Json) -> Json:
        """What of a change does not come to be as sent; this server knows of each cue only its text."""
        name = str(change["cue"])
        match change["kind"]:
            case "insert":
                self.texts[name] = str(change["text"])
            case "restore":
                self.texts[name] = str(change["cue_was"]["text"])  # type: ignore[index]
            case "shift" | "comment" | "resolve" | "settle":
                pass
            case _ if name not in self.texts or change.get("with", name) not in self.texts:
                return {"gone": True}
            case "text":
                return self.decide_text(name, str(change["was"]), str(change["text"]))
            case "delete":
                del self.texts[name]
            case "split":
                halves: list[str] = list(change["texts"])  # type: ignore[call-overload]
                if change["keeps"] == "second":
                    halves.reverse()
                self.texts[name], self.texts[str(change["into"])] = halves
            case "merge":
                self.texts[name] = str(change["text"])
                del self.texts[str(change["with"])]
        return {}

    def decide_text(self, name: str, was: str, mine: str) -> Json:
        theirs = self.texts[name]
        if theirs in (was, mine):
            self.texts[name] = mine
            return {}
        merged = both(was.split(" "), mine.split(" "), theirs.split(" "))
        if merged is None:
            return {"conflict": {"mine": mine, "theirs": theirs, "was": was}}
        self.texts[name] = merged
        return {"merged": merged}


def both(was: list[str], mine: list[str], theirs: list[str]) -> str | None:
    """Two edits of the same words in one, where they lie apart; None where they do not."""
    (a_start, a_end, a_words), (b_start, b_end, b_words) = sorted((edit(was, mine), edit(was, theirs)))
    if a_end > b_start or (a_start == b_start and a_end == b_end):
        return None
    return " ".join([*was[:a_start], *a_words, *was[a_end:b_start], *b_words, *was[b_end:]])


def edit(was: list[str], now: list[str]) -> tuple[int, int, list[str]]:
    """The words from `start` to `end` became these."""
    start = 0
    while start < min(len(was), len(now)) and was[start] == now[start]:
        start += 1
    tail = 0
    while tail < min(len(was), len(now)) - start and was[-1 - tail] == now[-1 - tail]:
        tail += 1
    return start, len(was) - tail, now[start : len(now) - tail]
