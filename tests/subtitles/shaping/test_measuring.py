import pytest

from subtitles.shaping.measuring import length


@pytest.mark.parametrize(
    ("payload", "seen"),
    [
        ("", 0),
        ("Frihet", 6),
        ("<i>Frihet</i>", 6),
        ("<v Anna>Frihet &amp; bröd", 13),
        ("می‌روم", 5),  # ZWNJ shows nothing
        ("مُحَمَّد", 4),  # vowels stand on their letters
        ("e\u0301", 1),
        ("\u200fسلام\u200e", 4),
        ("👩‍👧", 1),  # joined by ZWJ into one picture
        ("🇸🇪", 1),
        ("\u200b\ufeffa", 1),
        ("a\nb", 3),
    ],
)
def test_length_counts_what_a_reader_sees(payload: str, seen: int) -> None:
    assert length(payload) == seen
