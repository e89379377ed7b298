from dataclasses import dataclass
from uuid import UUID

from subtitles.comparing import MOST_WORDS, Change, Pieces, compare, words


@dataclass(frozen=True)
class Cue:
    uuid: UUID
    start_ms: int
    payload: str
    settings: str = ""
    lasts_ms: int = 900

    @property
    def end_ms(self) -> int:
        return self.start_ms + self.lasts_ms

    @property
    def text(self) -> str:
        return self.payload


def cue(name: int, start_ms: int, payload: str = "hej", settings: str = "") -> Cue:
    return Cue(UUID(int=name), start_ms, payload, settings)


def compared(before: list[Cue], after: list[Cue]) -> list[tuple[int, tuple[Change, ...]]]:
    return [((row.after or row.before).uuid.int, row.changes) for row in compare(before, after)]  # type: ignore[union-attr]


def test_each_change_of_a_cue_has_its_name() -> None:
    before = [cue(name, name * 1000) for name in range(1, 6)]
    after = [cue(1, 1000), cue(2, 2000, "hejsan"), cue(3, 3100), cue(4, 4000, settings="line:0"), cue(6, 6000)]
    assert compared(before, after) == [
        (1, ()),
        (2, (Change.REWORDED,)),
        (3, (Change.RETIMED,)),
        (4, (Change.PLACED,)),
        (5, (Change.GONE,)),
        (6, (Change.ADDED,)),
    ]


def test_a_cue_may_be_reworded_and_retimed() -> None:
    assert compared([cue(1, 0)], [cue(1, 50, "nej")]) == [(1, (Change.REWORDED, Change.RETIMED))]


def test_what_is_gone_stands_behind_what_it_stood_behind() -> None:
    before = [cue(1, 0), cue(2, 1000), cue(3, 2000), cue(4, 3000)]
    assert [name for name, _ in compared(before, [cue(3, 9000), cue(5, 9900)])] == [1, 2, 3, 4, 5]
    assert [name for name, _ in compared(before, [])] == [1, 2, 3, 4]
    assert compare([], []) == []


def read(pieces: Pieces) -> str:
    return "".join(f"[{text}]" if is_other else text for text, is_other in pieces)


def test_the_words_that_differ_are_marked_on_both_sides() -> None:
    before, after = words("Hon kom hem\ni går.", "Hon for hem\ntill oss i går.")
    assert (read(before), read(after)) == ("Hon [kom] hem\ni går.", "Hon [for] hem\n[till oss ]i går.")
    assert read(words("آزادی زن", "آزادی زنان")[1]) == "آزادی [زنان]"


def test_a_very_long_text_is_marked_whole() -> None:
    long = "a b " * MOST_WORDS
    assert words(long, long + "c") == ([(long, True)], [(long + "c", True)])
