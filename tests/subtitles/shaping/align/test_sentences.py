import pytest

from subtitles.shaping.align.sentences import LONGEST, Sentence, sentences


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("Jag gick hem. Ingen frågade.", "sv", ["Jag gick hem.", "Ingen frågade."]),
        ("Jag var t.ex. hemma kl. 10.30 den dagen.", "sv", ["Jag var t.ex. hemma kl. 10.30 den dagen."]),
        ("Hon hette A. Lind. Vi kände henne.", "sv", ["Hon hette A. Lind.", "Vi kände henne."]),
        ("“Kom!” sa han. – Nej.", "sv", ["“Kom!” sa han.", "– Nej."]),
        ("چرا رفتی؟ نمی‌دانم. بمان!", "fa", ["چرا رفتی؟", "نمی‌دانم.", "بمان!"]),
        ("هل جئت؟ نعم.", "ar", ["هل جئت؟", "نعم."]),
        ("\n\n — \n", "sv", []),
        ("\ufeffEtt\u200f två.", "sv", ["Ett två."]),
    ],
)
def test_a_text_is_parted_into_sentences(text: str, language: str, parts: list[str]) -> None:
    assert [each.text for each in sentences(text, language)] == parts


def test_each_line_is_a_sentence_of_its_own_and_knows_its_number() -> None:
    assert sentences("Ett\n\nTvå", "sv") == [Sentence("Ett", 1), Sentence("Två", 3)]


def test_a_name_in_capitals_speaks_until_the_next_one() -> None:
    found = sentences("ANNA LIND: Kom in.\nSätt dig.\nSARA: Tack. Klockan: tre.", "sv")
    assert [(each.speaker, each.text) for each in found] == [
        ("ANNA LIND", "Kom in."), ("ANNA LIND", "Sätt dig."), ("SARA", "Tack."), ("SARA", "Klockan: tre."),
    ]  # fmt: skip


def test_a_text_without_full_stops_is_cut_and_loses_no_word() -> None:
    text = " ".join(f"ord{number} & <annat>" for number in range(60))
    found = [each.text for each in sentences(text, "sv")]
    assert " ".join(found) == text
    assert all(len(part) <= LONGEST for part in found)
