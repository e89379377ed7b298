"""Two to five translators in one track, over a network that delays, loses, doubles and reorders: nothing is lost."""

from typing import cast
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from subtitles import changes, importing, revising, workbench
from subtitles.changes import Change, Cue, Folded
from subtitles.exceptions import NotTheNewest
from subtitles.models import Track
from subtitles.workbench.rows import change_of
from subtitles.workbench.standing import folded_about
from tests.subtitles.factories import vtt
from tests.subtitles.workbench.sending import Json, alive, track_of
from tests.subtitles.workbench.simulated import Reply, Request, Translator

PICKS = st.integers(0, 10_000)
TEXTS = ("hon skrev ett brev", "<i>och kom</i> hem", "می‌خواهم بروم خانه")


class Together(RuleBasedStateMachine):
    track: Track
    translators: list[Translator]

    def __init__(self) -> None:
        super().__init__()
        self.to_server: list[Request] = []
        self.to_browsers: list[Reply] = []
        self.typed: list[Json] = []
        self.gone: list[tuple[Translator, Cue]] = []
        self.words = 0

    @initialize(many=st.integers(2, 5))
    def begin(self, many: int) -> None:
        self.track = track_of(*TEXTS)
        self.begun = workbench.state_at(self.track)
        self.translators = [Translator.opening(self.begun) for _ in range(many)]

    def who(self, pick: int) -> Translator:
        return self.translators[pick % len(self.translators)]

    def word(self) -> str:
        """One that nobody has typed yet."""
        self.words += 1
        return f"ord{self.words}"

    def act(self, who: Translator, kind: str, cue: Cue | None, **parts: object) -> None:
        self.typed.append(who.act(kind, cue["uuid"] if cue else None, parts))

    def chosen(self, who: Translator, pick: int) -> Cue | None:
        cues = who.shown()
        return cues[pick % len(cues)] if cues else None

    @rule(who=PICKS, pick=PICKS, place=PICKS, whole=st.booleans())
    def types(self, who: int, pick: int, place: int, whole: bool) -> None:
        if (cue := self.chosen(self.who(who), pick)) is None:
            return
        tokens = cue["text"].split(" ")
        tokens[place % len(tokens)] = self.word()
        text = self.word() if whole else " ".join(tokens)
        self.act(self.who(who), "text", cue, was=cue["text"], text=text)

    @rule(who=PICKS, pick=PICKS, start=st.integers(0, 9000), lasts=st.integers(0, 2000))
    def moves(self, who: int, pick: int, start: int, lasts: int) -> None:
        if cue := self.chosen(self.who(who), pick):
            self.act(self.who(who), "times", cue, was=[cue["start"], cue["end"]], times=[start, start + lasts])

    @rule(who=PICKS, start=st.integers(0, 9000))
    def inserts(self, who: int, start: int) -> None:
        times, new = [start, start + 500], str(uuid4())
        self.typed.append(self.who(who).act("insert", new, {"times": times, "text": self.word()}))

    @rule(who=PICKS, pick=PICKS)
    def deletes(self, who: int, pick: int) -> None:
        if cue := self.chosen(self.who(who), pick):
            self.act(self.who(who), "delete", cue, was=cue)
            self.gone.append((self.who(who), cue))

    @rule(who=PICKS, pick=PICKS, place=PICKS, keeps=st.sampled_from(["first", "second"]), says=st.booleans())
    def splits(self, who: int, pick: int, place: int, keeps: str, says: bool) -> None:
        if (cue := self.chosen(self.who(who), pick)) is None:
            return
        tokens, middle = cue["text"].split(" "), (cue["start"] + cue["end"]) // 2
        at = place % (len(tokens) + 1)
        texts, times = [" ".join(tokens[:at]), " ".join(tokens[at:])], [[cue["start"], middle], [middle, cue["end"]]]
        seen = {"was": cue["text"]} if says else {}
        self.act(self.who(who), "split", cue, into=str(uuid4()), texts=texts, times=times, keeps=keeps, **seen)

    @rule(who=PICKS, pick=PICKS, says=st.booleans())
    def merges(self, who: int, pick: int, says: bool) -> None:
        cues = self.who(who).shown()
        if len(cues) > 1:
            one, other = (cues[(pick + each) % len(cues)] for each in (0, 1))
            seen = {"was": [one["text"], other["text"]]} if says else {}
            times = [min(one["start"], other["start"]), max(one["end"], other["end"])]
            text = f"{one['text']}\n{other['text']}"
            self.act(self.who(who), "merge", one, text=text, times=times, **{"with": other["uuid"]}, **seen)

    @rule(who=PICKS, pick=PICKS, confirmed=st.booleans(), says=st.booleans())
    def judges(self, who: int, pick: int, confirmed: bool, says: bool) -> None:
        if cue := self.chosen(self.who(who), pick):
            parts: Json = {"text": self.word()} if says else {"confirmed": confirmed}
            self.act(self.who(who), "comment" if says else "confirm", cue, **parts)

    @rule(who=PICKS, first=st.integers(0, 4000), ms=st.integers(-500, 500))
    def shifts(self, who: int, first: int, ms: int) -> None:
        self.act(self.who(who), "shift", None, **{"from": first}, ms=max(ms, -first))

    @precondition(lambda self: self.gone)
    @rule(pick=PICKS)
    def brings_back(self, pick: int) -> None:
        who, cue = self.gone[pick % len(self.gone)]
        stands = next((each for each in who.shown() if each["uuid"] == cue["uuid"]), None)
        self.act(who, "restore", cue, was=stands, cue_was=cue)

    @rule(who=PICKS)
    def sends(self, who: int) -> None:
        self.to_server.append(self.who(who).request())

    @precondition(lambda self: self.to_server)
    @rule(pick=PICKS, becomes=st.sampled_from(["arrives", "arrives", "arrives twice", "is lost"]))
    def a_request(self, pick: int, becomes: str) -> None:
        place = pick % len(self.to_server)
        request = self.to_server[place] if becomes == "arrives twice" else self.to_server.pop(place)
        if becomes != "is lost":
            self.to_browsers.append(request.ask(self.track))

    @precondition(lambda self: self.to_browsers)
    @rule(pick=PICKS, becomes=st.sampled_from(["arrives", "arrives", "arrives twice", "is lost"]))
    def a_reply(self, pick: int, becomes: str) -> None:
        place = pick % len(self.to_browsers)
        reply = self.to_browsers[place] if becomes == "arrives twice" else self.to_browsers.pop(place)
        assert reply.answer.refused == []
        if becomes != "is lost":
            reply.to.take(reply)

    @rule(pick=PICKS)
    def is_kept(self, pick: int) -> None:
        newest = workbench.state_at(self.track)["number"]
        kept = workbench.checkpoint(self.track, pick % (newest + 1))
        assert kept.cues.count() == len(workbench.state_at(self.track, kept.upto)["cues"])

    @rule(pick=PICKS)
    def proofs_come(self, pick: int) -> None:
        latest = self.track.revisions.latest("number")
        if cues := list(latest.cues.all()):
            cue = cues[pick % len(cues)]
            read, cue.payload = cue.payload, f"{self.word()} {cue.payload}"
            try:
                revising.reword(latest, {cue.uuid: cue})
            except NotTheNewest:
                # A version of a past moment: what its reader corrected is gone by now, or says something else.
                stands = {each["uuid"]: each["text"] for each in workbench.state_at(self.track)["cues"]}
                assert stands.get(str(cue.uuid)) != read

    @rule(lines=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4))
    def a_file_comes(self, lines: list[str]) -> None:
        importing.import_track(self.track.recording, vtt(*lines, self.word()), "a.vtt", "sv", track=self.track)

    def teardown(self) -> None:
        if not hasattr(self, "track"):
            return
        for _ in range(2):
            for each in self.translators:
                reply = each.request().ask(self.track)
                assert reply.answer.refused == []
                each.take(reply)
        state = workbench.state_at(self.track)
        assert [each.server.state() for each in self.translators] == [state] * len(self.translators)
        assert [each.waiting for each in self.translators] == [[]] * len(self.translators)
        done = [change_of(row) for row in self.track.changes.order_by("number")]
        assert [change["number"] for change in done] == list(range(1, len(done) + 1))
        for cue in state["cues"]:
            about = folded_about(self.track, [cue["uuid"]], state["number"])
            assert about.cues[cue["uuid"]] == cue
        self.everything_is_found(done)
        self.no_text_gave_way_unseen(done)
        assert {cue["uuid"] for cue in state["cues"]} == alive({cue["uuid"] for cue in self.begun["cues"]}, done)
        assert len({cue["uuid"] for cue in state["cues"]}) == len(state["cues"])

    def everything_is_found(self, done: list[Change]) -> None:
        by_name = {change["id"]: cast("Json", change) for change in done}
        assert len(by_name) == len(done)
        for change in self.typed:
            assert {key: by_name[str(change["id"])][key] for key in change} == change

    def no_text_gave_way_unseen(self, done: list[Change]) -> None:
        """Where a text stands instead of another, its author had seen that, or it holds what both did."""
        folded = Folded.of(self.begun)
        for change in done:
            cue = folded.cues.get(change["cue"] or "")
            if change["kind"] == "text" and cue and not change.get("result"):
                seen, written = str(change["was"]).split(), change["text"].split()
                assert set(cue["text"].split()) - set(seen) <= set(written)
            changes.fold(folded, [change])
        assert folded.state() == workbench.state_at(self.track)


@pytest.mark.django_db
def test_whatever_the_network_does_all_come_to_one_state_and_nothing_is_lost() -> None:
    run_state_machine_as_test(
        Together,
        settings=settings(
            max_examples=25, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
