import pytest

from archive.examine.interlacing import Frames, decide


@pytest.mark.parametrize(
    ("label", "seen", "expected"),
    [
        ("", Frames(bottom_first=90, progressive=5), "bff"),
        ("", Frames(top_first=90, progressive=5), "tff"),
        ("", Frames(progressive=100), "progressive"),
        ("", Frames(undetermined=100), "progressive"),
        ("", Frames(), "progressive"),
        ("bff", Frames(undetermined=100), "bff"),
        ("bff", Frames(), "bff"),
        ("bff", Frames(top_first=20, progressive=20), "bff"),
        ("tff", Frames(progressive=100), "progressive"),
        ("progressive", Frames(top_first=90, progressive=10), "tff"),
        ("progressive", Frames(top_first=40, progressive=35), "progressive"),
        ("progressive", Frames(top_first=10, undetermined=90), "progressive"),
    ],
)
def test_only_clear_evidence_overturns_a_label(label: str, seen: Frames, expected: str) -> None:
    assert decide(label, seen) == expected
