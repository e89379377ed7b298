"""The committed stand-in media are small, of the promised kinds, and really say what their subtitles say."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from archive.examine.media_info import MediaInfo
from archive.examine.probe import probe
from catalogue.models import Work
from demo.loading import media, records
from demo.making.programme import LANGUAGES, Programme, programmes
from subtitles.formats import Reading, format_for
from subtitles.webvtt import Cue
from subtitles.webvtt.cuetext import plain_text

ALL = list(programmes())
TRACKS = [
    pytest.param(programme, language, id=f"{programme.name}-{language}") for programme in ALL for language in LANGUAGES
]
NON_JOINER = "\u200c"  # between letters, but none itself


def read(programme: Programme, language: str) -> Reading:
    name = programme.track_file(language)
    return format_for(name).read((media.MEDIA / name).read_bytes(), language)


def cues(programme: Programme, language: str) -> list[Cue]:
    return list(read(programme, language).document.cues)


def words(text: str) -> str:
    """A text as it is the same in every format: on one line, as Windows-1256 can write it."""
    return " ".join(text.split()).replace("\u0654", "\u200cی").replace("\u0650", "")


def test_all_media_together_stay_under_twenty_megabytes() -> None:
    assert sum(path.stat().st_size for path in media.MEDIA.iterdir()) < 20_000_000


def test_nothing_lies_in_the_folder_that_no_record_uses() -> None:
    collection = records.read("collection")
    items = list(media.items([(kind, record) for kind in Work.kinds for record in collection[kind]]))
    tracks = {item.programme.track_file(language) for item in items if item.programme for language in LANGUAGES}
    assert {path.name for path in media.MEDIA.iterdir()} == {item.path.name for item in items} | tracks


@pytest.mark.parametrize(("programme", "language"), TRACKS)
def test_every_line_of_every_track_can_be_read(programme: Programme, language: str) -> None:
    assert read(programme, language).dropped == []


@pytest.mark.parametrize(("programme", "language"), TRACKS)
def test_every_track_says_what_its_script_says(programme: Programme, language: str) -> None:
    script = [words(text) for line in programme.lines for text in line.texts[language]]
    assert [words(plain_text(cue.payload)) for cue in cues(programme, language)] == script


@pytest.mark.parametrize(("programme", "language"), TRACKS)
def test_cues_follow_each_other_without_overlap(programme: Programme, language: str) -> None:
    times = [moment for cue in cues(programme, language) for moment in (cue.start_ms, cue.end_ms)]
    assert times == sorted(set(times))


@pytest.mark.parametrize(("programme", "language"), TRACKS)
def test_cues_can_be_read_in_two_lines_of_42_characters_within_seven_seconds(
    programme: Programme, language: str
) -> None:
    for cue in cues(programme, language):
        lines = plain_text(cue.payload).split("\n")
        assert len(lines) <= 2
        assert max(len(line.replace(NON_JOINER, "")) for line in lines) <= 42
        assert 800 <= cue.end_ms - cue.start_ms <= 7000


@pytest.mark.media
@pytest.mark.parametrize("programme", ALL, ids=lambda programme: programme.name)
def test_every_programme_lasts_one_to_three_minutes_and_its_cues_lie_within(programme: Programme) -> None:
    duration_ms = probe(media.MEDIA / programme.file).duration_ms
    assert 60_000 <= duration_ms <= 180_000
    assert max(cue.end_ms for language in LANGUAGES for cue in cues(programme, language)) <= duration_ms


def test_freedom_is_said_in_swedish_subtitles_while_the_voice_says_it_in_persian() -> None:
    programme = next(programme for programme in ALL if programme.name == "kvinnors-rost-frihet")
    swedish = next(cue for cue in cues(programme, "sv") if "frihet" in cue.payload)
    persian = next(cue for cue in cues(programme, "fa") if "آزادی" in cue.payload)
    assert (swedish.start_ms, swedish.end_ms) == (persian.start_ms, persian.end_ms)


def kind_of(info: MediaInfo) -> Any:
    if info.video:
        return info.video.codec, info.video.display_size, info.video.scan
    return info.audio and info.audio.codec


@pytest.mark.media
def test_the_files_are_of_the_kinds_such_a_collection_has() -> None:
    infos = {programme.file: probe(media.MEDIA / programme.file) for programme in ALL}
    found = {name: kind_of(info) for name, info in infos.items()}
    assert found == {
        "kvinnors-rost-frihet.mp3": "mp3",
        "kvinnors-rost-heder.wav": "pcm_s16le",
        "kvinnors-rost-koket.m4a": "aac",
        "med-hojd-blick.mp4": ("h264", (1920, 1080), "progressive"),
        "tills-vi-blir-fria.mpg": ("mpeg2video", (768, 576), "tff"),
        "varldens-ansvar.avi": ("mpeg4", (640, 480), "progressive"),
    }


def test_the_mp3_carries_a_cover() -> None:
    data = (media.MEDIA / "kvinnors-rost-frihet.mp3").read_bytes()
    with Image.open(BytesIO(data[data.index(b"\xff\xd8\xff") :])) as picture:
        assert (picture.format, picture.size) == ("JPEG", (600, 600))
