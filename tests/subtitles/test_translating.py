"""A machine translates a track: from a source to a draft, by a real program and a real server."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.utils import translation
from pytest_django import Settings

from archive import policy as rules
from archive.exceptions import JobCancelled, JobFailed
from archive.jobs import run
from archive.models import Event, Job
from subtitles import publishing, reviewing, translating, workbench
from subtitles.models import Origin, Revision, Track, Translation
from tests.archive.factories import RecordingFactory
from tests.archive.translating.server import running
from tests.subtitles.factories import TrackFactory, imported, public_recording
from tests.subtitles.workbench.sending import cues, text

pytestmark = pytest.mark.django_db(transaction=True)

PROGRAM = Path(__file__).parents[1] / "archive/translating/program.py"
SAID = ["<v Anna>Fri nu.", "Ingen <i>frågade</i> mig.", "Vad ville jag?"]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def source(settings: Settings) -> Track:
    mode(settings, "good")
    return imported(public_recording(), *SAID).track


def mode(settings: Settings, name: str) -> None:
    settings.TRANSLATOR_COMMAND = f"{sys.executable} {PROGRAM} {name}"


def done(job: Job) -> Job:
    (ended,) = run.run_until_done([job.pk])
    return ended


def made(asked: Translation) -> Revision:
    asked.refresh_from_db()
    assert asked.revision is not None
    return asked.revision


def payloads(revision: Revision) -> list[str]:
    return list(revision.cues.order_by("position").values_list("payload", flat=True))


def test_a_program_makes_a_draft_that_is_marked_cue_by_cue(source: Track, translator: User) -> None:
    asked, job = translating.ask(source, "en", "command", by=translator)
    ended = done(job)
    assert (ended.state, ended.progress, ended.reason) == (Job.State.DONE, 1000, "")
    revision = made(asked)
    assert payloads(revision) == ["<v Anna>FRI NU.", "INGEN <i>FRÅGADE</i> MIG.", "VAD VILLE JAG?"]
    assert (revision.origin, revision.tool, revision.is_published) == (Origin.MACHINE, Path(sys.executable).name, False)
    assert [cue.machine for cue in revision.cues.all()] == [True] * 3
    times = [list(each.cues.values_list("start_ms", "end_ms")) for each in (revision, source.revisions.get())]
    assert times[0] == times[1]
    assert (revision.track.language, revision.track.by_machine, revision.created_by) == ("en", True, translator)
    assert (asked.track, asked.known) == (revision.track, {})
    event = Event.objects.get(code="track.translated")
    assert event.values == {"revision": 1, "cues": 3, "tool": revision.tool}


def test_a_server_makes_one_too(source: Track, settings: Settings) -> None:
    with running() as server:
        settings.TRANSLATOR_URL = server.url
        asked, job = translating.ask(source, "en", "address")
        assert done(job).state == Job.State.DONE
    assert payloads(made(asked))[1] == "INGEN <i>FRÅGADE</i> MIG."
    ((_, _, body),) = server.asked
    assert "Anna" not in str(body)


def test_only_what_is_empty_is_filled_in_a_track_of_peoples(source: Track, translator: User) -> None:
    hers = imported(source.recording, "Free now.", language="en").track
    asked, job = translating.ask(source, "en", "command", by=translator)
    done(job)
    revision = made(asked)
    assert (revision.track, revision.number) == (hers, 2)
    assert payloads(revision) == ["Free now.", "INGEN <i>FRÅGADE</i> MIG.", "VAD VILLE JAG?"]
    assert [cue.machine for cue in revision.cues.order_by("position")] == [False, True, True]
    assert payloads(hers.revisions.get(number=1)) == ["Free now."]


def test_what_somebody_writes_meanwhile_is_not_written_over(source: Track, translator: User) -> None:
    hers = imported(source.recording, "Free now.", "Nobody", language="en").track
    empty, other = (cue["uuid"] for cue in workbench.state_at(hers)["cues"])
    clear = {"id": "11111111-1111-4111-8111-111111111111", "base": 0, "kind": "text", "cue": other, "made": ""}
    workbench.submit(hers, 0, [{**clear, "was": "Nobody", "text": ""}], translator)
    asked, job = translating.ask(source, "en", "command", by=translator)
    typed = {"id": "22222222-2222-4222-8222-222222222222", "base": 1, "kind": "text", "cue": other, "made": ""}

    def report(per_mille: int, step: str = "") -> None:
        if step == "Saving the cues":
            workbench.submit(hers, 1, [{**typed, "was": "", "text": "Nobody asked me."}], translator)

    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, lease=Job.new_lease())
    job.refresh_from_db()
    translating.translate(job, report)
    assert payloads(made(asked)) == ["Free now.", "Nobody asked me.", "VAD VILLE JAG?"]
    state = workbench.state_at(hers)
    assert [cue["text"] for cue in state["cues"]] == payloads(made(asked))
    assert [cue["machine"] for cue in state["cues"]] == [False, False, True]
    # Whoever has the track open meets it as a change that nobody is said to have written.
    assert [(row.kind, row.by) for row in hers.changes.order_by("number")][2:] == [("restore", None)]
    assert empty == state["cues"][0]["uuid"]


def test_what_a_machine_made_hangs_on_what_it_read_and_is_older_than_what_was_written_meanwhile(
    settings: Settings,
) -> None:
    mode(settings, "good")
    source = imported(public_recording(language="sv"), *SAID).track
    asked, job = translating.ask(source, "en", "command")
    workbench.submit(source, 0, [text(cues(source)[1], "Ingen frågade oss.")], None)
    assert done(job).state == Job.State.DONE
    draft = made(asked)
    found = [(each.cue, each.values["was"]) for each in reviewing.review(draft).findings if each.code == "stale"]
    assert found == [(1, "Ingen frågade mig.")]
    workbench.submit(source, 1, [text(cues(source)[1], SAID[1], 1), text(cues(source)[2], "Vad vill jag?", 1)], None)
    found = [(each.cue, each.values["was"]) for each in reviewing.review(draft).findings if each.code == "stale"]
    assert found == [(2, "Vad ville jag?")]


def test_to_confirm_a_cue_makes_it_a_persons(source: Track, translator: User) -> None:
    asked, job = translating.ask(source, "en", "command", by=translator)
    done(job)
    track = made(asked).track
    for number, cue in enumerate(workbench.state_at(track)["cues"]):
        name = f"{number}3333333-3333-4333-8333-333333333333"
        sent = {"id": name, "base": 0, "kind": "confirm", "cue": cue["uuid"], "made": "", "confirmed": True}
        workbench.submit(track, 0, [sent], translator)
    kept = workbench.checkpoint(track, 3, translator)
    assert (kept.origin, kept.cues.filter(machine=True).count()) == (Origin.HUMAN, 0)
    track.refresh_from_db()
    assert track.origin == Origin.MIXED


def test_what_the_public_meets_is_what_is_translated(source: Track) -> None:
    publishing.publish(source.revisions.get(), despite="It is for a test.")
    imported(source.recording, "Annat")
    asked, job = translating.ask(source, "en", "command")
    done(job)
    assert payloads(made(asked))[0] == "<v Anna>FRI NU."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("error", "The translating program ended with an error"),
        ("rubbish", "gave an answer that cannot be read"),
        ("silent", "The translating machine gave no answer."),
        ("counts badly", "does not answer line by line"),
    ],
)
def test_what_goes_wrong_is_said_and_nothing_is_half_saved(
    name: str, said: str, source: Track, settings: Settings
) -> None:
    mode(settings, f"'{name}'")
    ended = done(translating.ask(source, "en", "command")[1])
    assert ended.state == Job.State.FAILED
    assert said in ended.reason
    assert (Revision.objects.count(), Track.objects.count()) == (1, 1)


def test_what_was_translated_before_a_failure_is_not_asked_again(
    source: Track, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translating, "LINES", 2)
    mode(settings, f"once:{tmp_path}/asked")
    asked, job = translating.ask(source, "en", "command")
    assert done(job).state == Job.State.FAILED
    asked.refresh_from_db()
    assert [len(texts) for texts in asked.known.values()] == [2]
    (tmp_path / "asked.flag").touch()
    again = translating.ask(source, "en", "command")
    assert again[0] == asked
    assert done(again[1]).state == Job.State.DONE
    assert len(payloads(made(asked))) == 3
    assert len((tmp_path / "asked.count").read_text()) == 3  # the first batch once, the second twice


def test_it_can_be_called_off_while_the_machine_is_at_work(source: Track, settings: Settings) -> None:
    mode(settings, "slow")
    _, job = translating.ask(source, "en", "command")
    asked: list[str] = []

    def report(per_mille: int, step: str = "") -> None:
        asked.append(step)
        if asked.count("Translating") > 1:  # once before the program is started, then while it runs
            raise JobCancelled

    with pytest.raises(JobCancelled):
        translating.translate(job, report)
    assert Revision.objects.count() == 1


def test_a_hostile_answer_is_text_and_nothing_else(source: Track, settings: Settings) -> None:
    mode(settings, "hostile")
    asked, job = translating.ask(source, "en", "command")
    assert done(job).state == Job.State.DONE
    cue = made(asked).cues.get(position=2)
    assert "<" not in cue.payload
    assert "<script>alert(1)</script>" in cue.text
    assert "\u202e" not in cue.payload


def code_of(*arguments: object, **named: object) -> str:
    with pytest.raises(JobFailed) as refused:
        translating.ask(*arguments, **named)  # type: ignore[arg-type]
    return refused.value.said.code


def test_what_cannot_be_asked_for(source: Track) -> None:
    assert code_of(source, "en", "address") == "translator.gone"
    assert code_of(source, "sv", "command") == "translator.same_language"
    assert code_of(TrackFactory(), "en", "command") == "translator.nothing"
    imported(source.recording, *SAID, language="en")
    assert code_of(source, "en", "command") == "translator.nothing"
    assert not Translation.objects.exists()


def test_asking_twice_is_asking_once(source: Track) -> None:
    first = translating.ask(source, "en", "command")
    assert translating.ask(source, "en", "command") == first
    assert translating.ask(source, "fa", "command") != first


def test_what_is_not_public_is_sent_to_nobody_unless_the_settings_say_so(source: Track, settings: Settings) -> None:
    settings.TRANSLATOR_URL = "https://translate.example.org/translate"
    hidden = imported(RecordingFactory(), "hemligt").track
    sealed = imported(public_recording(), "hemligt").track
    rules.set_access(sealed, "researchers")
    withdrawn = imported(public_recording(), "hemligt").track
    rules.withdraw(withdrawn.recording)
    allowed = {}
    for audience in ("public", "researchers", "staff", "nonsense"):
        settings.TRANSLATOR_SENDS = audience
        allowed[audience] = [_is_sent(track) for track in (source, sealed, hidden, withdrawn)]
    assert allowed == {
        "public": [True, False, False, False],
        "researchers": [True, True, False, False],
        "staff": [True, True, True, False],
        "nonsense": [True, False, False, False],
    }
    # A program of this machine may translate whatever may be read by whoever asks.
    translating.ask(withdrawn, "en", "command")


def _is_sent(track: Track) -> bool:
    try:
        translating.ask(track, "en", "address")
    except JobFailed as error:
        assert error.said.code == "translator.not_sent"
        return False
    return True


def test_nothing_is_sent_of_what_was_closed_since(source: Track, settings: Settings, translator: User) -> None:
    with running() as server:
        settings.TRANSLATOR_URL = server.url.replace("127.0.0.1", "127.0.0.2")
        asked, job = translating.ask(source, "en", "address")
        rules.set_access(source.recording, "staff")
        assert "may not leave our server" in done(job).reason
    other, by_hers = translating.ask(source, "fa", "command", by=translator)
    rules.withdraw(source.recording)
    assert "was closed to whoever asked for it" in done(by_hers).reason
    assert server.asked == []
    assert not Translation.objects.exclude(revision=None).exists()
    assert {asked.pk, other.pk} == set(Translation.objects.values_list("pk", flat=True))
