import pytest

from subtitles import glossary
from subtitles.glossary import BadTable
from subtitles.models import Term

pytestmark = pytest.mark.django_db
HEAD = "source_language,term,variants,target_language,translation,also,forbidden,note\r\n"
ROW = "sv,frihet,fri | frie,fa,آزادی,,رهایی|ولنگاری,Inte om varor.\r\n"


def sentences(data: bytes) -> list[str]:
    with pytest.raises(BadTable) as refused:
        glossary.take_in(data)
    assert not Term.objects.exists()
    return refused.value.sentences


def test_terms_come_from_a_table_and_go_to_one() -> None:
    assert glossary.take_in((HEAD + ROW).encode("utf-8-sig")) == 1
    (term,) = Term.objects.all()
    assert (term.forms(), term.right(), term.wrong(), term.note) == (
        ["frihet", "fri", "frie"], ["آزادی"], ["رهایی", "ولنگاری"], "Inte om varor.",
    )  # fmt: skip
    assert glossary.written() == HEAD + ROW.replace(" | ", "|")
    assert glossary.take_in(glossary.written().encode()) == 1
    assert Term.objects.count() == 1


def test_a_term_that_is_there_is_changed() -> None:
    glossary.take_in((HEAD + ROW).encode())
    glossary.take_in((HEAD + ROW.replace("آزادی", "رهایی")).encode())
    assert Term.objects.get().target == "رهایی"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_tables_of_other_spreadsheets_are_read(delimiter: str) -> None:
    glossary.take_in((HEAD + ROW).replace(",", delimiter).encode())
    assert Term.objects.get().target == "آزادی"


def test_no_spreadsheet_takes_a_term_for_a_formula() -> None:
    Term.objects.create(source_language="sv", source="=1+1", target_language="fa", target="'@x")
    text = glossary.written()
    assert "'=1+1" in text
    Term.objects.all().delete()
    glossary.take_in(text.encode())
    assert (Term.objects.get().source, Term.objects.get().target) == ("=1+1", "'@x")


def test_what_is_wrong_is_said_with_its_line_and_nothing_is_taken_in() -> None:
    wrong = "sv,,,fa,x,,,\r\nxx,a,,fa,b,,,\r\nsv,a,,sv,b,,,\r\nsv," + "x" * 201 + ",,fa,b,,,\r\nsv,a\0,,fa,b,,,\r\n"
    said = sentences((HEAD + ROW + wrong).encode())
    assert [sentence.split(" ")[1].rstrip(":") for sentence in said] == ["3", "4", "5", "6", "7"]


@pytest.mark.parametrize(
    "data",
    [b"", b"term\r\na\r\n", HEAD.encode(), (HEAD + ",,,,,,,\r\n").encode(), (HEAD + "sv,é").encode("latin-1"),
     (HEAD + 'sv,"a').encode(), b"x" * (glossary.MOST_BYTES + 1), (HEAD + "sv," + "x" * 200_000).encode()],
    ids=["empty", "columns", "no term", "empty cells", "latin", "open quote", "large", "large cell"],
)  # fmt: skip
def test_what_is_no_table_is_said_in_one_sentence(data: bytes) -> None:
    assert len(sentences(data)) == 1


def test_terms_are_those_between_two_languages() -> None:
    glossary.take_in((HEAD + ROW).encode())
    (found,) = glossary.between("sv", "fa").find("Friheten")
    assert (found.entry.expected, found.entry.note) == ("آزادی", "Inte om varor.")
    assert not glossary.between("fa", "sv")
