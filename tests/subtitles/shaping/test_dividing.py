import pytest
from hypothesis import given
from hypothesis import strategies as st

from subtitles.shaping.dividing import best_place, merge, merge_all, places, speaker, split
from subtitles.shaping.seams import Seam
from subtitles.webvtt import Cue, Word
from subtitles.webvtt.cuetext import plain_text, words_of
from tests.subtitles.shaping.timed import cue, times


def halves(whole: Cue, speech: list[tuple[int, int]] | None = None) -> list[Cue]:
    place = best_place(whole, "sv", speech or [])
    assert place is not None
    return list(split(whole, place, "sv"))


def test_a_cue_is_split_where_a_sentence_ends() -> None:
    first, second = halves(cue(0, 4000, "Jag gick hem. Ingen frågade varför."))
    assert (first.payload, second.payload) == ("Jag gick hem.", "Ingen frågade varför.")
    assert first.end_ms == second.start_ms


def test_a_split_at_a_word_lands_on_its_time() -> None:
    words = (Word("Nej.", 200, 700), Word("Jag", 2900, 3100), Word("stannar.", 3150, 3900))
    first, second = halves(cue(0, 4000, "Nej. Jag stannar.", *words))
    assert times([first, second]) == [(0, 2900), (2900, 4000)]
    assert (first.words, second.words) == (words[:1], words[1:])


def test_where_words_have_no_times_the_pause_of_the_voice_decides() -> None:
    whole = cue(0, 4000, "den tredje gången svarade hon och gick")
    first, second = halves(whole, [(0, 2300), (3100, 4000)])
    assert (first.end_ms, second.payload) == (3100, "och gick")


def test_a_pause_outweighs_evenness() -> None:
    text = "ett två tre fyra fem sex"
    words = tuple(
        Word(each, 500 * number + (900 if number > 1 else 0), 500 * number + (1400 if number > 1 else 500))
        for number, each in enumerate(text.split())
    )
    place = best_place(Cue("", 0, 6000, "", text, words=words), "kmr")
    assert place is not None
    assert place.before == 2


def test_a_span_that_is_open_is_closed_and_opened_again() -> None:
    whole = cue(0, 4000, "<v Anna Lind><i>Jag gick hem. Ingen frågade varför.</i>")
    first, second = halves(whole)
    assert first.payload == "<v Anna Lind><i>Jag gick hem.</i></v>"
    assert second.payload == "<v Anna Lind><i>Ingen frågade varför.</i>"


def test_the_identifier_stays_with_the_first() -> None:
    first, second = halves(Cue("7", 0, 4000, "line:1", "Ja. Nej."))
    assert [(each.identifier, each.settings) for each in (first, second)] == [("7", "line:1"), ("", "line:1")]


def test_a_single_word_has_no_place() -> None:
    assert best_place(cue(0, 1000, "Ja"), "sv") is None


def test_every_place_says_what_it_parts() -> None:
    assert [place.seam for place in places(cue(0, 1, "Jag, en flicka"), "sv")] == [Seam.PUNCTUATION, Seam.ARTICLE]


def test_merging_says_a_name_once() -> None:
    merged = merge(cue(0, 1000, "<v Anna>Jag gick hem.</v>"), cue(1200, 2000, "<v Anna>Ingen frågade."), "sv")
    assert (merged.payload, merged.start_ms, merged.end_ms) == ("<v Anna>Jag gick hem. Ingen frågade.", 0, 2000)


def test_merging_leaves_each_of_two_speakers_a_line() -> None:
    merged = merge(cue(0, 1000, "<v Anna>Kom."), cue(1200, 2000, "<v Sara>Nej."), "sv")
    assert merged.payload == "<v Anna>Kom.</v>\n<v Sara>Nej."


def test_merging_keeps_the_words_of_both() -> None:
    one, two = Word("Kom.", 0, 500), Word("Nu.", 1200, 1500)
    assert merge(cue(0, 1000, "Kom.", one), cue(1200, 2000, "Nu.", two), "sv").words == (one, two)


def test_merging_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        merge_all([], "sv")


def test_a_speaker_is_who_the_text_begins_with() -> None:
    assert [speaker(text) for text in ("<v Anna Lind>Ja", "<v.loud Sara>Ja", "Ja", "<i>Ja</i>")] == [
        "Anna Lind", "Sara", "", "",
    ]  # fmt: skip


TEXT = st.lists(
    st.sampled_from(["<i>ord", "ord</i>", "en", "flicka,", "hem.", "<v Sara>nu", "می‌رود"]), min_size=2, max_size=12
)


@given(TEXT, st.integers(0, 10_000), st.data())
def test_what_is_split_and_merged_again_says_the_same(texts: list[str], length_ms: int, data: st.DataObject) -> None:
    whole = cue(500, 500 + length_ms, " ".join(texts))
    place = data.draw(st.sampled_from(places(whole, "sv")))
    first, second = split(whole, place, "sv")
    assert 500 <= first.end_ms == second.start_ms <= 500 + length_ms
    merged = merge_all([first, second], "sv")
    assert (merged.start_ms, merged.end_ms) == (whole.start_ms, whole.end_ms)
    assert plain_text(" ".join(words_of(merged.payload))).split() == plain_text(whole.payload).split()
