"""Cues for tests, made quickly, and such as a property test draws."""

from hypothesis import strategies as st

from subtitles.webvtt import Cue, Word


def cue(start_ms: int, end_ms: int, payload: str = "ord", *words: Word) -> Cue:
    return Cue("", start_ms, end_ms, "", payload, words=words)


def times(cues: list[Cue]) -> list[tuple[int, int]]:
    return [(each.start_ms, each.end_ms) for each in cues]


@st.composite
def tracks(draw: st.DrawFn) -> list[Cue]:
    """Cues in any order, of which some overlap; each with a word that stands as long as it does."""
    made = []
    for number in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, 20_000))
        end = start + draw(st.integers(0, 5_000))
        made.append(
            Cue(str(number), start, end, "", "ord " * draw(st.integers(1, 12)), words=(Word("ord", start, end),))
        )
    return made
