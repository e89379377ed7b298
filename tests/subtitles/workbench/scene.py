"""What the page of the workbench is given in its tests: a Swedish source of any size, and what is translated of it."""

import json
from pathlib import Path
from uuid import UUID

from playwright.sync_api import Page, Route

from subtitles.models import Track

STORE = Path(__file__).parent / "store.js"
SPOKEN = (
    "Jag minns köket hemma, och rösterna.",
    "Min mor sade: skriv ner det,\nannars glöms det bort.",
    "Vi var fyrtio kvinnor i rummet.",
    "Ingen av oss hade talat om det förut.",
    "– Var du rädd?\n– Ja, varje dag.",
    "Sedan kom brevet från Teheran, och allting som vi hade väntat på i sju år.",
    "Friheten börjar hemma.",
)
PERSIAN = (
    "آشپزخانهٔ خانه را به یاد می‌آورم، و صداها را.",
    "مادرم گفت: بنویسش،\nوگرنه فراموش می‌شود.",
    "چهل زن در آن اتاق بودیم.",
    "هیچ‌کدام از ما پیش‌تر دربارهٔ آن حرف نزده بود.",
    "– می‌ترسیدی؟\n– بله، هر روز.",
    "بعد نامه از تهران رسید، با شمارهٔ NATO-12 و همهٔ آنچه هفت سال چشم‌به‌راهش بودیم.",
    "آزادی از خانه آغاز می‌شود.",
)
NUMBERS = {
    "speed": 17,
    "line": 42,
    "lines": 2,
    "shortest_ms": 833,
    "longest_ms": 7000,
    "gap": 2,
    "chain": 12,
    "tolerance": 1.5,
}
Json = dict[str, object]


def cue(number: int, text: str, side: int, **fields: object) -> Json:
    start = 1000 + number * 4000
    flags = {"settings": "", "identifier": "", "confirmed": False, "machine": False, "stale": None}
    return {
        "uuid": str(UUID(int=side << 64 | number)),
        "start": start,
        "end": start + 3200,
        "text": text,
        **flags,
        **fields,
    }


def state(track: Track, count: int, translated: int, *, sourced: bool = True) -> Json:
    """The answer of the server: `count` cues of the source, of which `translated` have a cue beside them."""
    ours = [
        cue(number, PERSIAN[number % 7], 2, confirmed=number < 3, machine=number % 5 == 4)
        for number in range(translated)
    ]
    theirs = [cue(number, SPOKEN[number % 7], 1) for number in range(count)]
    source = {"track": {"language": "sv", "title": "Svenska"}, "cues": theirs}
    media = {"kind": "audio", "playlist": "", "waveform": None, "duration": 5000 + count * 4000, "fps": 25}
    sounds = {"shots": [9000, 17040, 30000], "speech": [[900, 4300], [5100, 8000], [9050, 12600], [13100, 16100]]}
    pairs = {one["uuid"]: {other["uuid"]: None} for one, other in zip(ours, theirs, strict=False)}
    return {
        "track": {
            "pk": track.pk,
            "title": str(track),
            "language": track.language,
            "dir": track.dir,
            "kind": track.kind,
        },
        "me": "Shirin",
        "number": 0,
        "state": {"number": 0, "cues": ours, "aliases": {}},
        "source": source if sourced else None,
        "pairs": pairs if sourced else {},
        "media": {**media, **sounds},
        "numbers": NUMBERS,
        "comments": [
            {
                "id": "x",
                "resolved": False,
                "cue": ours[1]["uuid"],
                "text": "Hon säger ”skriv”, inte ”berätta”.",
                "by": "Mina",
                "at": "2026-11-02T09:12:00Z",
            }
        ]
        if translated > 1
        else [],
    }


def serve(page: Page, answer: Json) -> None:
    """Let the page find this state, and a store that keeps it in memory."""

    def store(route: Route) -> None:
        route.fulfill(path=STORE, content_type="text/javascript")

    def found(route: Route) -> None:
        route.fulfill(body=json.dumps(answer), content_type="application/json")

    page.route("**/js/workbench/store*.js", store)
    page.route("**/workbench/state.json", found)


def sent(page: Page) -> list[Json]:
    """The changes that the page handed to the store, in order."""
    changes: list[Json] = page.evaluate("window.sent")
    return changes
