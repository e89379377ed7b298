import pytest

from subtitles.formats import heads

USUAL = (1000, 2500)


def times(line: str) -> tuple[int, int] | None:
    head = heads.read(line)
    return (head.start_ms, head.end_ms) if head else None


@pytest.mark.parametrize(
    "line",
    [
        "00:00:01,000 --> 00:00:02,500",
        "0:0:1,0-->0:0:2,5",
        "00:00:01.000 --> 00:00:02.500",
        "00:01,000 --> 00:02,500",
        "00:00:01 --> 00:00:02,5",
        "00:00:01,0000 --> 00:00:02,5000",
        "00:00:01:000 --> 00:00:02:500",
        "00:00:01;000 --> 00:00:02;500",
        "00: 00: 01,000 --> 00: 00: 02,500",
        "00:00:01 ,000 --> 00:00:02 ,500",
        "۰۰:۰۰:۰۱٫۰۰۰ --> ۰۰:۰۰:۰۲٫۵۰۰",
        "٠٠:٠٠:٠١،٠٠٠ --> ٠٠:٠٠:٠٢،٥٠٠",
        "\u202b00:00:01,000 --> 00:00:02,500\u202c",
        "\u200f00:00:01,000\u00a0--> \u200e00:00:02,500",
        "00:00:01,000 –> 00:00:02,500",
        "00:00:01,000 —> 00:00:02,500",
        "00:00:01,000 → 00:00:02,500",
        "00:00:01,000 -> 00:00:02,500",
        "00:00:01,000 -- > 00:00:02,500",
        "00:00:01,000 ==> 00:00:02,500",
        "00:00:01,000 --> 00:00:02,500 X1:40 X2:600",
    ],
)
def test_times_are_read_as_people_and_programs_write_them(line: str) -> None:
    assert times(line) == USUAL


def test_minutes_and_seconds_may_run_over() -> None:
    assert times("75:30,000 --> 00:76:05,000") == (4_530_000, 4_565_000)


def test_nothing_begins_before_the_recording() -> None:
    head = heads.read("-00:00:01,000 --> 00:00:02,500")
    assert head is not None
    assert (head.start_ms, head.end_ms, head.negative) == (0, 2500, True)


@pytest.mark.parametrize(
    "line", ["Kabul --> Herat", "x -->", "-->", "10 --> 20", "kl 10:30 -> hemma", "<i>a</i>", "->", "1:2:3:4:5 --> 6:7"]
)
def test_an_arrow_in_a_text_makes_no_times_of_it(line: str) -> None:
    assert times(line) is None


@pytest.mark.parametrize(
    ("line", "half"),
    [
        ("00:00:xx --> 00:00:05,000", True),
        ("00:00:05,000 --> slut", True),
        ("Kabul --> Herat", False),
        ("see 00:10", False),
    ],
)
def test_a_line_with_one_time_is_meant_for_times(line: str, half: bool) -> None:
    assert heads.is_half(line) is half


@pytest.mark.parametrize(
    ("line", "number"),
    [("1", 1), (" 12 ", 12), ("۱۲", 12), ("\u200f٣", 3), ("\ufeff1", 1), ("3.", 3), ("1994 års", None)],
)
def test_numbers_are_read_in_any_digits(line: str, number: int | None) -> None:
    assert heads.number(line) == number
