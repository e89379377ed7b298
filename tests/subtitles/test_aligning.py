"""Paste the manuscript, get the cues: from a text and a file of sound to a revision."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation
from docx import Document

from archive import storage
from archive.examine.probe import probe
from archive.exceptions import JobFailed
from archive.jobs import run
from archive.models import Job, Recording
from subtitles import aligning
from subtitles.models import Manuscript, Origin, Revision, Track
from tests.archive.factories import AssemblyFactory, OriginalFactory, RecordingFactory
from tests.archive.listening import voices
from tests.subtitles.factories import TrackFactory, imported

pytestmark = [pytest.mark.media, pytest.mark.django_db(transaction=True)]

ClientOf = Callable[[User | None], Client]
ANOTHER = [
    "Priset på mjölk har stigit med fyra kronor.", "Regeringen väntas lägga fram sin budget på torsdag.",
    "I kväll blir det snö i hela Norrland.", "Laget vann med tre mål mot noll.",
    "Tågen är försenade på grund av stormen.",
]  # fmt: skip
SAID = [
    "Vi spelade in varje program i ett kök.", "Ingen frågade mig vad jag ville.", "Jag såg aldrig huset igen.",
    "Hon gick därifrån med en resväska.", "Det tog elva år innan jag sa mitt riktiga namn.",
]  # fmt: skip


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def radio(tmp_path: Path) -> Recording:
    """A recording in which SAID is said, with music under it."""
    return recording_of(voices.record(SAID, "sv", music=300).samples, tmp_path)


def recording_of(samples: voices.Samples, folder: Path) -> Recording:
    path = voices.save(samples, folder / "radio.wav")
    info = probe(path)
    recording: Recording = RecordingFactory(kind="audio", language="sv", title="Kvinnors röst 12")
    original = OriginalFactory(recording=recording, technical=info.as_json(), media_type=info.media_type)
    storage.originals().put(original.key, path)
    AssemblyFactory(recording=recording, original=original)
    return recording


def done(job: Job) -> Job:
    (ended,) = run.run_until_done([job.pk])
    return ended


def test_a_text_becomes_a_revision_with_times(radio: Recording) -> None:
    manuscript, job = aligning.ask(radio, "\n".join(SAID), "sv", file_name="text.txt")
    ended = done(job)
    assert (ended.state, ended.progress, ended.reason) == (Job.State.DONE, 1000, "")
    manuscript.refresh_from_db()
    revision = manuscript.revision
    assert revision is not None
    assert (revision.origin, revision.tool, revision.is_published) == (Origin.MACHINE, "espeak-ng", False)
    assert revision.track.by_machine
    cues = list(revision.cues.all())
    assert [cue.text.replace("\n", " ") for cue in cues] == SAID
    times = voices.record(SAID, "sv", music=300).times
    assert max(abs(cue.start_ms - start) for cue, (start, _) in zip(cues, times, strict=True)) < 500
    assert manuscript.findings == []
    for cue in cues:
        assert [word.text for word in cue.spoken()] == cue.text.split()
        assert cue.spoken()[0].start_ms >= cue.start_ms
        assert all(word.confidence is not None and word.start_ms <= word.end_ms for word in cue.spoken())
    assert all(cue.machine for cue in cues)


def test_what_does_not_fit_is_said_and_nothing_is_lost(radio: Recording) -> None:
    unsaid = "Det här har ingen sagt i något program."
    text = [SAID[0], SAID[1], unsaid, SAID[2], SAID[3], SAID[4]]
    manuscript, job = aligning.ask(radio, " ".join(text), "sv")
    ended = done(job)
    manuscript.refresh_from_db()
    assert [(finding["flag"], finding["text"]) for finding in manuscript.findings] == [("missing", unsaid)]
    assert "1 thing is to be looked at" in ended.reason
    assert manuscript.text == " ".join(text)
    assert manuscript.revision is not None
    assert manuscript.revision.cues.count() == 5


def test_a_text_of_another_recording_is_said_to_be_that_and_makes_nothing_to_publish(radio: Recording) -> None:
    manuscript, job = aligning.ask(radio, "\n".join(ANOTHER), "sv", track=imported(radio, "Frihet").track)
    ended = done(job)
    assert (ended.state, ended.reason) == (
        Job.State.FAILED, "No sentence of this text was heard in the recording. Is it the right recording?",
    )  # fmt: skip
    manuscript.refresh_from_db()
    assert (manuscript.revision, manuscript.text) == (None, "\n".join(ANOTHER))
    assert list(Revision.objects.values_list("number", "file_name")) == [(1, "film.vtt")]


def test_a_text_of_which_half_is_said_makes_cues(radio: Recording) -> None:
    manuscript, job = aligning.ask(radio, "\n".join([*SAID[:3], *ANOTHER[3:]]), "sv")
    assert done(job).state == Job.State.DONE
    manuscript.refresh_from_db()
    assert manuscript.revision is not None
    assert [cue.text.replace("\n", " ") for cue in manuscript.revision.cues.all()][:3] == SAID[:3]


def test_a_track_that_is_named_gets_a_new_revision_and_keeps_the_old(radio: Recording) -> None:
    before = imported(radio, "Frihet").revision
    _, job = aligning.ask(radio, "\n".join(SAID), "sv", track=before.track)
    done(job)
    assert list(before.track.revisions.values_list("number", "origin")) == [(2, "machine"), (1, "imported")]
    assert [cue.text for cue in before.cues.all()] == ["Frihet"]


def test_doing_it_again_makes_no_second_revision(radio: Recording) -> None:
    manuscript, job = aligning.ask(radio, "\n".join(SAID), "sv")
    done(job)
    manuscript.refresh_from_db()
    aligning.align_text(job, lambda per_mille, step="": pytest.fail("It worked again."))
    assert Revision.objects.count() == 1


def test_a_recording_in_which_nobody_speaks(tmp_path: Path) -> None:
    music = recording_of((4000 * voices.chords(8 * voices.RATE)).astype("int16"), tmp_path)
    _, job = aligning.ask(music, "Jag gick hem.", "sv")
    ended = done(job)
    assert (ended.state, ended.reason) == (
        Job.State.FAILED, "Nobody speaks in this recording, as far as the machine can hear.",
    )  # fmt: skip
    assert not Revision.objects.exists()


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("—\n", "sv", "align.no_text"),
        ("سڵاو.", "ckb", "listening.no_voice"),
        ("ord " * 200_000, "sv", "listening.too_much"),
    ],
)
def test_a_text_that_cannot_be_laid_along_is_refused_at_once(text: str, language: str, code: str) -> None:
    with pytest.raises(JobFailed) as refused:
        aligning.ask(RecordingFactory(), text, language)
    assert refused.value.said.code == code
    assert not Manuscript.objects.exists()


def test_a_translator_pastes_a_text_and_sees_what_came_of_it(
    radio: Recording, client_of: ClientOf, translator: User
) -> None:
    client = client_of(translator)
    form = {
        "language": "sv",
        "kind": "subtitles",
        "text": "\n".join([*SAID, "Det här har ingen sagt i något program."]),
    }
    page = client.post(f"{reverse('tracks:align')}?recording={radio.pk}", form, follow=True)
    manuscript = Manuscript.objects.get()
    assert page.redirect_chain[-1][0] == reverse("tracks:manuscript", args=[manuscript.pk])
    assert "Väntar" in page.content.decode()
    done(Job.objects.get(kind=aligning.KIND))
    shown = client.get(reverse("tracks:manuscript", args=[manuscript.pk])).content.decode()
    manuscript.refresh_from_db()
    assert reverse("tracks:revision", args=[manuscript.revision_id]) in shown
    assert "Den här meningen hördes inte i inspelningen; den har ingen undertext." in shown


def test_a_word_document_is_read(client_of: ClientOf, translator: User) -> None:
    written = Document()
    for line in SAID:
        written.add_paragraph(line)
    packed = io.BytesIO()
    written.save(packed)
    file = SimpleUploadedFile("text.docx", packed.getvalue())
    track = TrackFactory()
    url = f"{reverse('tracks:align')}?track={track.pk}"
    client_of(translator).post(url, {"file": file})
    assert (Manuscript.objects.get().text, Manuscript.objects.get().track) == ("\n".join(SAID), track)


@pytest.mark.parametrize(
    ("name", "content"), [("text.docx", b"PK\x03\x04 no document"), ("text.pdf", b"%PDF-"), ("text.txt", b" ")]
)
def test_a_file_that_is_no_text_is_answered_in_plain_words(
    name: str, content: bytes, client_of: ClientOf, translator: User
) -> None:
    form = {"language": "sv", "kind": "subtitles", "file": SimpleUploadedFile(name, content)}
    page = client_of(translator).post(f"{reverse('tracks:align')}?recording={RecordingFactory().pk}", form)
    assert page.status_code == 200
    assert "Den här filen kan inte läsas som text." in page.content.decode()
    assert not Manuscript.objects.exists()


def test_neither_text_nor_file(client_of: ClientOf, translator: User) -> None:
    page = client_of(translator).post(
        f"{reverse('tracks:align')}?recording={RecordingFactory().pk}", {"language": "sv", "kind": "subtitles"}
    )
    assert "Klistra in en text, eller välj en fil." in page.content.decode()


def test_nobody_pastes_or_sees_a_text_without_the_right_to(client_of: ClientOf, researcher: User) -> None:
    manuscript = Manuscript.objects.create(recording=RecordingFactory(), language="sv", text="Hemligt.")
    for user in (None, researcher):
        for url in (
            reverse("tracks:manuscript", args=[manuscript.pk]),
            f"{reverse('tracks:align')}?recording={manuscript.recording_id}",
        ):
            answer = client_of(user).get(url)
            assert answer.status_code in (302, 403, 404)
            assert "Hemligt" not in answer.content.decode()


def test_the_command_makes_the_cues(radio: Recording, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("\n".join(SAID))
    out = io.StringIO()
    call_command("align_track", str(radio.pk), str(path), "--language", "sv", stdout=out)
    assert "revision 1" in out.getvalue()
    assert Track.objects.get().revisions.get().cues.count() == 5


def test_the_command_can_leave_it_to_a_worker(radio: Recording, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(SAID[0])
    out = io.StringIO()
    call_command("align_track", str(radio.pk), str(path), "--language", "sv", "--later", stdout=out)
    assert f"Planned as job {Job.objects.get().pk}." in out.getvalue()


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("—")
    with pytest.raises(CommandError, match="no sentence"):
        call_command("align_track", str(RecordingFactory().pk), str(path), "--language", "sv")


def test_the_form_says_what_is_wrong_with_a_text(client_of: ClientOf, translator: User) -> None:
    url = f"{reverse('tracks:align')}?recording={RecordingFactory().pk}"
    page = client_of(translator).post(url, {"language": "sv", "kind": "subtitles", "text": "—"})
    assert "Det finns ingen mening i den här texten." in page.content.decode()
