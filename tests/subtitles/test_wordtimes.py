"""A corrected word keeps its time."""

from hypothesis import given
from hypothesis import strategies as st

from subtitles.webvtt import Word
from subtitles.webvtt.cuetext import plain_text, words_of
from subtitles.wordtimes import MOST_WORDS, fitted, moved, reworded

SAID = (Word("jag", 0, 200, 0.9), Word("jick", 250, 500, 0.3), Word("hem", 600, 900, 0.8))
TEXTS = st.lists(st.text("abcåی&<>", min_size=1, max_size=4), max_size=8)


def test_a_corrected_word_keeps_its_time_and_is_no_longer_a_machines() -> None:
    assert reworded(SAID, "jag jick hem", "jag <i>gick</i> hem") == (SAID[0], Word("gick", 250, 500), SAID[2])


def test_one_word_that_becomes_two_shares_its_time_by_length() -> None:
    now = reworded(SAID, "jag jick hem", "jag gi ck hem")
    assert now == (SAID[0], Word("gi", 250, 375), Word("ck", 375, 500), SAID[2])


def test_a_word_that_was_added_stands_between_its_neighbours() -> None:
    now = reworded(SAID, "jag jick hem", "jag jick inte hem")
    assert now == (*SAID[:2], Word("inte", 500, 600), SAID[2])
    assert reworded(SAID, "jag jick hem", "och jag jick hem")[0] == Word("och", 0, 0)
    assert reworded(SAID, "jag jick hem", "jag jick hem nu")[-1] == Word("nu", 900, 900)


def test_a_word_that_was_left_out_takes_its_time_along() -> None:
    assert reworded(SAID, "jag jick hem", "jag hem") == (SAID[0], SAID[2])
    assert reworded(SAID, "jag jick hem", "") == ()


def test_of_another_text_nothing_is_known() -> None:
    assert reworded(SAID, "jag jick hem", "Musik spelas") == ()


def test_tags_and_line_breaks_are_no_correction() -> None:
    assert reworded(SAID, "jag jick hem", "<v Anna Lind>jag\njick <b>hem</b>") == SAID


def test_words_that_a_recogniser_divided_are_joined_as_the_text_has_them() -> None:
    said = (Word("väl", 0, 100, 0.9), Word("-", 100, 120, 0.2), Word("gjort.", 120, 400, 0.8), Word("Ja", 500, 600))
    assert fitted(said, "väl-gjort.\nJa") == (Word("väl-gjort.", 0, 400, 0.2), Word("Ja", 500, 600))
    assert fitted([Word("idag ja", 0, 700, 0.5)], "idag ja") == (Word("idag", 0, 700, 0.5), Word("ja", 0, 700, 0.5))


def test_nothing_is_known_of_words_that_have_no_times() -> None:
    assert (fitted((), "jag gick"), reworded((), "jag", "du"), moved((), (0, 1), (1, 2))) == ((), (), ())


def test_a_cue_that_was_moved_takes_its_words_along() -> None:
    assert [(word.start_ms, word.end_ms) for word in moved(SAID, (0, 1000), (500, 2500))] == [
        (500, 900), (1000, 1500), (1700, 2300),
    ]  # fmt: skip
    assert moved(SAID[:1], (0, 0), (100, 100))[0] == Word("jag", 100, 300, 0.9)


def test_a_cue_that_was_trimmed_leaves_its_words_where_they_are_said() -> None:
    assert moved(SAID, (0, 1000), (0, 1800)) == SAID
    assert moved(SAID, (0, 1000), (40, 1000)) == SAID


def test_a_very_long_text_is_not_compared_word_by_word() -> None:
    long = " ".join(["ord"] * (MOST_WORDS + 1))
    now = reworded(fitted([Word("ord", 0, 8020)], long), long, f"{long} till")
    assert (len(now), now[0].start_ms, now[-1].end_ms) == (MOST_WORDS + 2, 0, 8020)


@given(TEXTS, TEXTS)
def test_there_is_a_word_for_each_of_the_text_and_time_never_falls(before: list[str], after: list[str]) -> None:
    was, now = (" ".join(texts).replace("&", "&amp;").replace("<", "&lt;") for texts in (before, after))
    said = tuple(Word(text, 100 * number, 100 * number + 80, 0.5) for number, text in enumerate(before))
    found = reworded(said, was, now)
    texts = [plain_text(word) for word in words_of(now)]
    is_known = before and (len(before) == len(after) or set(before) & set(after))
    assert [word.text for word in found] == (texts if is_known else [])
    moments = [ms for word in found for ms in (word.start_ms, word.end_ms)]
    assert moments == sorted(moments)
