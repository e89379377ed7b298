"""The public copy of a PDF: nothing of its makers is left in any corner, and every page is as it was."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from archive.documents import pictures, sandboxed
from tests.archive.documents import pdfs
from tests.archive.documents.pdfs import SECRET

FORBIDDEN = {
    "/Metadata", "/PieceInfo", "/JS", "/JavaScript", "/OpenAction", "/AA", "/URI", "/Launch", "/EF", "/EmbeddedFiles",
    "/AcroForm", "/XFA", "/Thumb", "/LastModified", "/AF", "/Info",
}  # fmt: skip


def cleaned(pdf: pikepdf.Pdf, tmp_path: Path, **how: Any) -> Path:
    sandboxed.write_clean(pdfs.save(pdf, tmp_path / "given.pdf", **how), tmp_path / "copy.pdf")
    return tmp_path / "copy.pdf"


def everything_in(path: Path) -> bytes:
    """The file as it lies there, and as it reads when every stream is opened and every string spelled out."""
    with pikepdf.open(path) as pdf:
        unpacked = io.BytesIO()
        pdf.save(
            unpacked,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
            static_id=True,
        )
        raw = b"".join(thing.read_raw_bytes() for thing in pdf.objects if isinstance(thing, pikepdf.Stream))
        return path.read_bytes() + unpacked.getvalue() + raw


def keys_in(path: Path) -> set[str]:
    found: set[str] = set()
    with pikepdf.open(path) as pdf:
        found |= set(pdf.trailer.keys())
        waiting: list[Any] = list(pdf.objects)
        while waiting:
            thing = waiting.pop()
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                found |= set(thing.keys())
                waiting += [value for key, value in thing.items() if not getattr(value, "is_indirect", True)]
            elif isinstance(thing, pikepdf.Array):
                waiting += [value for value in thing if not getattr(value, "is_indirect", True)]
    return found


def contents(pdf: pikepdf.Pdf) -> list[bytes]:
    return [page.Contents.read_bytes() for page in pdf.pages]


@pytest.mark.parametrize("what", pdfs.TELLING)
def test_nothing_that_tells_is_left_and_the_pages_stay(what: str, tmp_path: Path) -> None:
    pdf = pdfs.telling(what)
    before = contents(pdf)
    given = pdfs.save(pdf, tmp_path / "check.pdf")
    assert SECRET.encode() in everything_in(given)
    copy = cleaned(pdf, tmp_path)
    assert SECRET.encode() not in everything_in(copy)
    allowed = {"/Metadata"} if what == "pictures" else set()  # there it is a picture's name on the page
    assert keys_in(copy) & FORBIDDEN <= allowed
    with pikepdf.open(copy) as made:
        assert contents(made) == before
        assert [list(page.MediaBox) for page in made.pages] == [[0, 0, 595, 842]] * 2


def test_what_was_left_out_is_counted(tmp_path: Path) -> None:
    given = pdfs.save(pdfs.telling("scripts and actions"), tmp_path / "given.pdf")
    answer = sandboxed.write_clean(given, tmp_path / "copy.pdf")
    assert (answer.pages, answer.removed["Launch"], answer.removed["OpenAction"]) == (2, 1, 1)


def test_an_earlier_state_of_the_file_is_not_in_the_copy(tmp_path: Path) -> None:
    given = pdfs.with_history(tmp_path / "given.pdf")
    assert SECRET.encode() in given.read_bytes()
    sandboxed.write_clean(given, tmp_path / "copy.pdf")
    assert SECRET.encode() not in everything_in(tmp_path / "copy.pdf")


def test_the_copy_has_no_number_of_the_given_file(tmp_path: Path) -> None:
    pdf = pdfs.plain()
    pdf.trailer["/ID"] = pikepdf.Array([pikepdf.String("A" * 16), pikepdf.String("B" * 16)])
    first = cleaned(pdf, tmp_path).read_bytes()
    assert b"AAAAAAAA" not in first
    assert b"41414141" not in first
    (tmp_path / "copy.pdf").unlink()
    assert cleaned(pdf, tmp_path).read_bytes() == first  # so that nothing tells when it was made


def test_links_and_chapters_inside_the_document_still_lead_there(tmp_path: Path) -> None:
    with pikepdf.open(cleaned(pdfs.telling("scripts and actions"), tmp_path)) as made:
        (link,) = made.pages[0].Annots
        assert (link.A.S, str(link.A.D), "/Next" in link.A) == (pikepdf.Name.GoTo, "first", False)
        assert str(made.Root.Outlines.First.Title) == "A chapter"
        assert "/Dests" in made.Root.Names


def test_marks_on_the_page_stay_and_notes_go(tmp_path: Path) -> None:
    with pikepdf.open(cleaned(pdfs.telling("comments"), tmp_path)) as made:
        kinds = [str(annotation.Subtype) for annotation in made.pages[0].Annots]
        assert kinds == ["/Highlight", "/Ink", "/FreeText"]
        assert all("/T" not in annotation and "/Contents" not in annotation for annotation in made.pages[0].Annots)


def test_what_was_written_in_a_form_can_still_be_read(tmp_path: Path) -> None:
    with pikepdf.open(cleaned(pdfs.telling("a form"), tmp_path)) as made:
        (field,) = made.pages[0].Annots
        assert field.Subtype == pikepdf.Name.Stamp
        assert b"seen by all" in field.AP.N.read_bytes()


def test_a_copy_needs_no_password_of_its_owner(tmp_path: Path) -> None:
    locked = pikepdf.Encryption(owner="owner", user="", R=6)
    with pikepdf.open(cleaned(pdfs.telling("metadata"), tmp_path, encryption=locked)) as made:
        assert (made.is_encrypted, len(made.pages)) == (False, 2)
    assert SECRET.encode() not in everything_in(tmp_path / "copy.pdf")


def test_a_photograph_keeps_its_pixels_and_loses_its_words() -> None:
    given = pdfs.jpeg()
    stripped = pictures.without_jpeg_words(given)
    assert SECRET.encode() in given
    assert SECRET.encode() not in stripped
    pixels = [Image.open(io.BytesIO(data)).convert("RGB").tobytes() for data in (given, stripped)]
    assert pixels[0] == pixels[1]
    assert pictures.without_jpeg_words(stripped) == stripped


def test_a_wavelet_picture_keeps_its_pixels_and_loses_its_words() -> None:
    given = pdfs.jpeg2000()
    stripped = pictures.without_jp2_words(given)
    assert (SECRET.encode() in given, SECRET.encode() in stripped) == (True, False)
    pixels = [Image.open(io.BytesIO(data)).tobytes() for data in (given, stripped)]
    assert pixels[0] == pixels[1]


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\x00\x00", b"\xff\xd8" * 40, b"jpeg"]
)
def test_a_broken_picture_ends_the_walk_through_it(data: bytes) -> None:
    assert len(pictures.without_jpeg_words(data)) <= len(data)
    assert len(pictures.without_jp2_words(data)) <= len(data)
