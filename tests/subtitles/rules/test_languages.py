"""Cues, and parts of cues, in other languages than their track."""

from subtitles.rules import PUBLISHED, check
from subtitles.rules.spelling import LANGUAGES
from subtitles.webvtt import Cue

PERSIAN_TRAP = "می رود, ما"


def cue(payload: str, at: int = 0, lasts_ms: int = 5000) -> Cue:
    return Cue("", at * 6000, at * 6000 + lasts_ms, "", payload)


def found(payload: str, language: str, *, lasts_ms: int = 5000) -> list[tuple[str, str]]:
    """Code and marked text of each finding."""
    one = cue(payload, lasts_ms=lasts_ms)
    plain = one.payload.replace("</lang>", "")
    for tag in ("prs", "ps", "sv", "fa", "en", "no"):
        plain = plain.replace(f"<lang {tag}>", "")
    return [(each.code, plain[each.start : each.end]) for each in check([one], language)]


def test_a_whole_cue_is_checked_in_its_own_language() -> None:
    assert found(PERSIAN_TRAP, "sv") != found(PERSIAN_TRAP, "prs")
    assert found(f"<lang prs>{PERSIAN_TRAP}</lang>", "sv") == found(PERSIAN_TRAP, "prs")
    assert ("zwnj_missing", "می رود") in found(f"<lang prs>{PERSIAN_TRAP}</lang>", "sv")
    assert ("spelling", "Zxywq") in found("<lang sv>Zxywq talar.</lang>", "fa")


def test_a_part_is_asked_what_its_language_is_about_and_the_rest_its_own() -> None:
    said = "Hon Zxywq sa <lang prs>او می رود</lang> och log."
    assert [code for code in found(said, "sv") if code[0] in {"spelling", "zwnj_missing"}] == [
        ("spelling", "Zxywq"), ("zwnj_missing", "می رود"),
    ]  # fmt: skip


def test_pashto_in_a_dari_track_is_not_misspelt_dari() -> None:
    pashto = "هیچا له موږ نه و پوښتل"
    assert "ps" not in LANGUAGES
    assert "spelling" in {code for code, _ in found(pashto, "prs")}
    assert "spelling" not in {code for code, _ in found(f"<lang ps>{pashto}</lang>", "prs")}
    assert "spelling" not in {code for code, _ in found(f"او گفت که ما هم <lang ps>{pashto}</lang> هستیم", "prs")}


def test_a_cue_is_read_at_the_speed_of_its_language() -> None:
    english = "Nobody ever asked us,\nand nobody listened."  # 42 letters and signs in 2.2 s: 19 a second
    assert "reading_speed" in {code for code, _ in found(english, "sv", lasts_ms=2200)}
    assert "reading_speed" not in {code for code, _ in found(f"<lang en>{english}</lang>", "sv", lasts_ms=2200)}


def test_a_language_without_rules_of_its_own_has_those_for_all() -> None:
    assert found("<lang no>Ingen spurte  oss.</lang>", "sv") == [("double_space", "  ")]


def test_errors_are_found_in_every_language() -> None:
    words = "frihet " * 30
    assert [each.code for each in check([cue(f"<lang sv>{words}</lang>")], "fa", errors_only=True)] == [
        each.code for each in check([cue(words)], "sv", PUBLISHED["own"], errors_only=True)
    ]
