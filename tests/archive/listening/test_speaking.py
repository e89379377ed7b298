from pathlib import Path

import numpy as np
import pytest
from django.utils import translation

from archive.exceptions import JobFailed
from archive.listening import program, speaking

pytestmark = pytest.mark.media


@pytest.mark.parametrize(
    ("language", "sentence", "words"),
    [
        ("sv", "Jag gick hem.", ["Jag", "gick", "hem"]),
        ("en", "She came home.", ["She", "came", "home"]),
        ("fa", "او به خانه رفت.", ["او", "به", "خانه", "رفت"]),
        ("ar", "ذهبت إلى البيت.", ["ذهبت", "إلى", "البيت"]),
    ],
)
def test_it_says_each_word_and_when(language: str, sentence: str, words: list[str], tmp_path: Path) -> None:
    voice = speaking.say([sentence, sentence], language, tmp_path)
    assert len(voice.sentences) == 2
    for said in voice.sentences:
        assert [sentence[first : first + letters] for first, letters, _ in said.words] == words
        moments = [ms for *_, ms in said.words]
        assert moments == sorted(moments)
        assert 300 < len(said.samples) * 1000 / voice.rate < 5000
        assert np.abs(said.samples).max() > 1000


def test_a_sentence_of_which_nothing_can_be_said_keeps_its_place(tmp_path: Path) -> None:
    voice = speaking.say(["Ett.", "—", "Två."], "sv", tmp_path)
    assert [len(said.words) for said in voice.sentences] == [1, 0, 1]


def test_a_line_feed_inside_a_sentence_makes_no_second_one(tmp_path: Path) -> None:
    assert len(speaking.say(["Ett\ntvå."], "sv", tmp_path).sentences) == 1


@pytest.mark.parametrize(("language", "code"), [("ckb", "listening.no_voice"), ("ps", "listening.no_voice")])
def test_a_language_without_a_voice_is_refused(language: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(JobFailed) as refused:
        speaking.say(["."], language, tmp_path)
    assert refused.value.said.code == code


def test_a_voice_that_is_not_installed_is_said_in_plain_words(tmp_path: Path) -> None:
    with translation.override("en"), pytest.raises(JobFailed, match="lacks its voice"):
        speaking.say(["Ett."], "sv", tmp_path, voice="xx")


def test_a_machine_without_the_library_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program, "LIBRARIES", ("libnothing.so.1",))
    program.main(["sv", "170", str(tmp_path / "text"), str(tmp_path / "sound")])
    assert capsys.readouterr().out == '{"refused": "missing"}\n'


def test_more_than_half_a_day_of_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(JobFailed) as refused:
        speaking.say(["ord " * 200_000], "sv", tmp_path)
    assert refused.value.said.code == "listening.too_much"
