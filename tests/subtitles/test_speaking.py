"""What a reader meets in the place of a speaker's label."""

import pytest
from django.test import Client
from django.urls import reverse

from archive.access import STRANGER
from subtitles import exporting, importing, publishing, speaking
from subtitles.models import Cue, Speaker, Track
from tests.subtitles.factories import public_recording, published

pytestmark = pytest.mark.django_db
TEXTS = ("<v Hemlig Person>Fred</v>", "<v SPEAKER_02>Frihet", "<v Hemlig Person>Bröd", "Sång")


def shown(track: Track, name: str = "vtt") -> str:
    return exporting.public_file(track, name, STRANGER).decode()


def test_every_label_of_a_file_becomes_a_speaker_of_the_recording_once() -> None:
    done = published(None, *TEXTS)
    published(done.track.recording, "<v SPEAKER_02>Freedom", "<v New>Song", language="en")
    speakers = done.track.recording.speakers.values_list("label", "number", "shown_as")
    assert list(speakers) == [("Hemlig Person", 1, "voice"), ("SPEAKER_02", 2, "voice"), ("New", 3, "voice")]


def test_a_reader_meets_a_voice_until_somebody_decides() -> None:
    track = published(None, *TEXTS).track
    for name in exporting.PUBLIC:
        assert "Hemlig" not in shown(track, name)
        assert "SPEAKER" not in shown(track, name)
    assert "<v Röst 1>Fred</v>" in shown(track)
    assert "Röst 1: Fred\n" in exporting.public_webvtt(track, STRANGER)
    Speaker.objects.filter(number=1).update(shown_as="name", name="Sara")
    assert "<v Sara>Fred</v>" in shown(track)
    assert "Sara: Fred\n" in exporting.public_webvtt(track, STRANGER)


def test_voices_are_named_in_the_language_of_the_text() -> None:
    track = published(None, *TEXTS, language="prs").track
    assert "صدای ۱: Fred" in exporting.public_webvtt(track, STRANGER)


def test_one_who_is_the_same_as_another_has_her_name() -> None:
    track = published(None, *TEXTS).track
    first, second = track.recording.speakers.all()
    Speaker.objects.filter(pk=first.pk).update(shown_as="name", name="Sara")
    Speaker.objects.filter(pk=second.pk).update(same_as=first)
    assert "<v Sara>Frihet" in shown(track)


def test_a_name_that_is_not_written_or_known_is_a_voice() -> None:
    track = published(None, *TEXTS).track
    for shown_as in ("name", "person"):
        Speaker.objects.update(shown_as=shown_as, name="")
        assert "<v Röst 1>Fred" in shown(track)


def test_a_label_that_nobody_noted_is_not_shown() -> None:
    done = published(None, *TEXTS)
    Speaker.objects.all().delete()
    assert "<v>Fred</v>" in shown(done.track)
    publishing.unpublish(done.track)
    Cue.objects.filter(position=0).update(payload="<v Sen>Fred")
    publishing.publish(done.revision, despite="x")
    assert "<v Röst 1>Fred" in shown(done.track), "noted when it is published, however it came into the text"


def test_labels_without_end_are_not_noted() -> None:
    cues = [Cue(payload=f"<v {'x' * 201}>a"), *[Cue(payload=f"<v {number}>a") for number in range(speaking.MOST + 9)]]
    recording = public_recording()
    speaking.note(recording.pk, cues)
    assert recording.speakers.count() == speaking.MOST


def test_styles_and_their_comments_tell_nothing() -> None:
    style = 'STYLE\n::cue(v[voice="Hemlig"]) { color: red }\n\nSTYLE\n/* Hemlig */::cue { color: lime }\n\n'
    data = f"WEBVTT\n\n{style}00:01.000 --> 00:02.000\n<v Hemlig>Fred\n".encode()
    done = importing.import_track(public_recording(), data, "a.vtt", "sv")
    text = shown(publishing.publish(done.revision, despite="x"))
    assert ("Hemlig" in text, "color: lime" in text) == (False, True)
    assert exporting.download(done.revision, "vtt").content == data, "who works on it gets what came"


def test_over_the_wire(client: Client) -> None:
    track = published(None, *TEXTS).track
    for address in (
        reverse("subtitles:vtt", args=[track.uuid]),
        *(reverse("subtitles:download", args=[track.uuid, name]) for name in exporting.PUBLIC),
    ):
        text = client.get(address).content.decode()
        assert ("Fred" in text, "Hemlig" in text) == (True, False)
