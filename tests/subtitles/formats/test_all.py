"""What holds for every format in the registry, the next one too."""

import gettext
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subtitles.exceptions import SubtitlesError, UnreadableSubtitles, UnsupportedFormat
from subtitles.formats import FORMATS, MAX_CUES, WRITTEN, Reading, format_for
from subtitles.formats import read as read_file
from subtitles.formats.features import LOSSES, Feature
from subtitles.reasons import REASONS, REFUSALS, Reason, Refusal
from subtitles.webvtt import Cue, Document, parse, write
from tests.subtitles.formats.samples import DOCUMENT, SAMPLES

ROOT = Path(__file__).resolve().parents[3]
NAMES = sorted(FORMATS)
slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(name: str, data: bytes) -> Reading | None:
    try:
        return FORMATS[name].read(data, "fa")
    except SubtitlesError as error:
        assert str(error).endswith(".")
        return None


def said(document: Document) -> list[tuple[int, int, str]]:
    return [(cue.start_ms, cue.end_ms, cue.payload) for cue in document.cues]


@pytest.mark.parametrize("name", NAMES)
@given(data=st.binary(max_size=300))
@slow
def test_any_bytes_are_read_or_refused_with_a_sentence(name: str, data: bytes) -> None:
    read(name, data)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@slow
def test_a_damaged_file_is_read_or_refused_and_what_was_read_is_sound(name: str, data: st.DataObject) -> None:
    sample = SAMPLES[name]
    at = data.draw(st.integers(0, len(sample)))
    end = data.draw(st.integers(at, min(at + 40, len(sample))))
    inserted = data.draw(
        st.binary(max_size=12) | st.sampled_from([b"<", b"\n\n", b"-->", b"]]>", b"\0", b"{", b'"', b"99"])
    )
    reading = read(name, sample[:at] + inserted + sample[end:])
    if reading:
        written = write(reading.document)
        assert parse(written).dropped == []
        assert all(0 <= cue.start_ms <= cue.end_ms for cue in reading.document.cues)


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_what_is_written_is_read_again(name: str) -> None:
    reading = FORMATS[name].read(SAMPLES[name], "sv")
    texts = [(1000, 2500, "Friheten"), (3000, 4000, "är\nvår &amp; din")]
    if Feature.TIMES not in FORMATS[name].keeps:
        texts = [(start, reading.document.cues[at].end_ms, text) for at, (start, _, text) in enumerate(texts)]
    assert [(a, b, text.replace("& ", "&amp; ")) for a, b, text in said(reading.document)] == texts
    assert reading.dropped == [] or name == "ass"


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_persian_with_its_joiners_comes_back_from_a_right_to_left_file(name: str) -> None:
    document = Document(blocks=[Cue("1", 1000, 2000, "", "می\u200cخواهیم\nآزادی", 0)])
    written = FORMATS[name].encode(document, "rtl", "fa")
    assert [cue.payload for cue in FORMATS[name].read(written, "fa").document.cues] == ["می\u200cخواهیم\nآزادی"]


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_what_a_format_says_it_keeps_is_kept(name: str) -> None:
    known = FORMATS[name]
    payload = "<v ANNA><b>Nu</b> <lang fa>آزادی</lang></v>"
    document = Document(
        blocks=[Cue("x9", 1000, 2000, "", payload, 0), Cue("x8", 3000, 4000, "", "<v ANNA>slut</v>", 0)]
    )
    cue = known.read(known.encode(document, "ltr", "sv"), "sv").document.cues[0]
    assert ("<v ANNA>" in cue.payload) == (Feature.SPEAKERS in known.keeps)
    assert ("<b>" in cue.payload) == (Feature.MARKUP in known.keeps)
    assert ("<lang fa>" in cue.payload) == (Feature.LANGUAGES in known.keeps)
    assert (cue.identifier == "x9") == (Feature.IDENTIFIERS in known.keeps)


# Of words alone: how each format treats marks of its own stands in its own test.
words = st.text(
    st.characters(categories=["L", "N"], include_characters=" \u200c&<>.,?!:;'\"=|"), min_size=1, max_size=30
)


@pytest.mark.parametrize("name", sorted(set(WRITTEN) - {"txt", "vtt", "srt"}))
@given(lines=st.lists(words.filter(str.strip), min_size=1, max_size=3))
@slow
def test_any_words_come_back(name: str, lines: list[str]) -> None:
    lines = [" ".join(line.split()) for line in lines]
    document = Document(blocks=[Cue("1", 1000, 2000, "", "\n".join(map(escaped, lines)), 0)])
    cues = FORMATS[name].read(FORMATS[name].encode(document, "ltr", "sv"), "sv").document.cues
    assert [unspoken(cue.payload) for cue in cues] == [unspoken("\n".join(map(escaped, lines)))]


def escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unspoken(payload: str) -> str:
    """Without what a beginning such as "ANNA:" becomes, and with one kind of space."""
    for tag in ("</v>", "\u200f"):
        payload = payload.replace(tag, "")
    while "<v " in payload:
        before, _, rest = payload.partition("<v ")
        name, _, after = rest.partition(">")
        payload = f"{before}{name}: {after}"
    return "".join(payload.split())


@pytest.mark.parametrize("name", sorted(set(WRITTEN) - {"docx"}))
def test_a_very_long_file_is_read_and_one_cue_more_is_refused(name: str) -> None:
    known = FORMATS[name]
    cues = [Cue("", at * 1000, at * 1000 + 900, "", "Ja", 0) for at in range(MAX_CUES + 1)]
    if name in {"vtt", "sbv", "ass", "csv"}:
        assert len(known.read(known.encode(Document(blocks=[*cues[:-1]])), "sv").document.cues) == MAX_CUES
    with pytest.raises(UnreadableSubtitles) as caught:
        known.read(known.encode(Document(blocks=[*cues])), "sv")
    assert caught.value.code in {"too_many_cues", "too_large", "too_deep"}


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_a_line_of_ten_thousand_characters_is_read(name: str) -> None:
    document = Document(blocks=[Cue("1", 1000, 2000, "", "å" * 10_000, 0)])
    reading = FORMATS[name].read(FORMATS[name].encode(document), "sv")
    assert [len(cue.payload) for cue in reading.document.cues] == [10_000]


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_refused(name: str) -> None:
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 40
    with pytest.raises(UnreadableSubtitles):
        FORMATS[name].read(picture, "sv")


def test_the_refusal_of_an_unknown_kind_names_every_format() -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        format_for("a.exe")
    endings = ", ".join(f".{known.extensions[0]}" for known in FORMATS.values())
    assert str(caught.value) == f"Files of this kind cannot be read. These can: {endings}."
    assert caught.value.said(lambda sentence: "Läsbart: %(formats)s") == f"Läsbart: {endings}"


@pytest.mark.parametrize("language", ["sv", "fa"])
def test_every_reason_refusal_and_loss_is_said_in_each_language(language: str) -> None:
    catalogue = gettext.translation("django", ROOT / "locale", [language])
    sentences = [*REASONS.values(), *REFUSALS.values(), *LOSSES.values()]
    assert [sentence for sentence in sentences if catalogue.gettext(sentence) == sentence] == []


def test_every_code_has_a_sentence() -> None:
    assert (set(REASONS), set(REFUSALS), set(LOSSES)) == (set(Reason), set(Refusal), set(Feature))


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_found_by_its_ending_and_its_beginning(name: str) -> None:
    for extension in FORMATS[name].extensions:
        reading = read_file(SAMPLES[name], f"film.{extension.upper()}", "sv")
        assert (reading.format, [part for part in reading.mended if part.reason == Reason.FORMAT]) == (name, [])


@pytest.mark.parametrize("name", ["vtt", "srt", "ass", "ttml", "ohms"])
def test_a_file_under_another_name_is_read_as_what_it_is(name: str) -> None:
    for file_name in ("film.txt", "film.srt", "film.bin"):
        assert read_file(SAMPLES[name], file_name, "sv").format == name


def test_the_samples_say_the_same() -> None:
    assert set(SAMPLES) == set(FORMATS)
    assert len(DOCUMENT.cues) == 2
