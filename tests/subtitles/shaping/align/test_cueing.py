from itertools import pairwise

from subtitles.shaping.align.cueing import cues_of
from subtitles.shaping.align.judging import Flag
from subtitles.shaping.align.placing import Placed
from subtitles.shaping.align.sentences import Sentence
from subtitles.shaping.measuring import length
from subtitles.webvtt import Word
from subtitles.webvtt.cuetext import plain_text


def placed(text: str, start_ms: int, word_ms: int = 400, **about: object) -> Placed:
    """A sentence of which each word takes so long."""
    words, reached = [], 0
    for number, word in enumerate(text.split()):
        first = text.index(word, reached)
        reached = first + len(word)
        words.append((first, len(word), start_ms + number * word_ms))
    end_ms = start_ms + len(words) * word_ms
    return Placed(Sentence(text), start_ms, end_ms, 0.9, words=tuple(words), **about)  # type: ignore[arg-type]


LONG = (
    "När jag var femton bestämde min bror vilka jag fick prata med, och ingen i hela huset sa ett ord om det, "
    "eftersom alla visste vad som hände med dem som sa emot."
)


def test_a_short_sentence_is_one_cue_with_its_words() -> None:
    (cue,) = cues_of([placed("Jag & du gick hem.", 1000)], "sv")
    assert (cue.payload, cue.start_ms) == ("Jag &amp; du gick hem.", 1000)
    assert cue.words[1] == Word("&amp;", 1400, 1800, 0.9)


def test_a_long_sentence_is_cut_at_words_and_each_cue_begins_with_its_own() -> None:
    cues = cues_of([placed(LONG, 0, word_ms=300)], "sv")
    assert " ".join(plain_text(cue.payload).replace("\n", " ") for cue in cues) == LONG
    assert len(cues) > 1
    for cue in cues:
        lines = cue.payload.split("\n")
        assert len(lines) <= 2
        assert all(length(line) <= 42 for line in lines)
        assert cue.start_ms == cue.words[0].start_ms


def test_a_slow_sentence_is_cut_before_it_stands_too_long() -> None:
    cues = cues_of([placed("Jag gick hem den kvällen och ingen frågade mig varför.", 0, word_ms=1500)], "sv")
    assert all(cue.end_ms - cue.start_ms <= 9000 for cue in cues)
    assert len(cues) > 1


def test_a_sentence_that_nobody_says_has_no_cue() -> None:
    assert cues_of([placed("Jag gick hem.", 0, flag=Flag.MISSING)], "sv") == []


def test_a_sentence_out_of_its_order_stands_at_its_time() -> None:
    cues = cues_of([placed("Två.", 9000, flag=Flag.REORDERED), placed("Ett.", 1000)], "sv")
    assert [cue.payload for cue in cues] == ["Ett.", "Två."]


def test_cues_stand_apart_and_long_enough() -> None:
    cues = cues_of([placed("Ja.", 0, word_ms=200), placed("Nej, inte nu.", 5000, word_ms=100)], "sv")
    assert [cue.end_ms - cue.start_ms for cue in cues] == [1000, 1000]
    assert all(first.end_ms < second.start_ms for first, second in pairwise(cues))


def test_who_speaks_is_said_in_every_cue() -> None:
    sentence = Placed(Sentence("Kom in.", 1, "ANNA <L"), 0, 900, 1.0, words=((0, 3, 0), (4, 2, 400)))
    (cue,) = cues_of([sentence], "sv")
    assert cue.payload == "<v ANNA &lt;L>Kom in."


def test_words_that_the_voice_said_as_one_share_a_time() -> None:
    sentence = Placed(Sentence("år 1989 kom"), 0, 1500, 1.0, words=((0, 2, 0), (8, 3, 900)))
    (cue,) = cues_of([sentence], "sv")
    assert [word.start_ms for word in cue.words] == [0, 0, 900]
