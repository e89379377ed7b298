"""What is run in the sandbox on a PDF that a stranger made: `check FILE` or `clean FILE TARGET`.

Answers one line of JSON: {"pages": 3}, with {"removed": {"JS": 1}} for a copy, or {"refused": "password"} and the like.
"""

import json
from collections.abc import Iterator

import pikepdf

from archive.documents import cleaning


class Unfit(Exception):
    """This PDF cannot be taken in."""


def main(arguments: list[str]) -> None:
    _mode, source, *target = arguments
    try:
        with pikepdf.open(source) as pdf:
            answer = _clean(pdf, target[0]) if target else _check(pdf, mended=_was_mended(source))
    except pikepdf.PasswordError:
        answer = {"refused": "password"}
    except MemoryError:
        answer = {"refused": "demanding"}
    except Unfit as error:
        answer = {"refused": str(error)}
    except pikepdf.PdfError as error:
        answer = {"refused": "demanding" if "bad_alloc" in str(error) else "broken"}
    except (pikepdf.ForeignObjectError, ValueError, TypeError, KeyError, RecursionError):
        answer = {"refused": "broken"}
    print(json.dumps(answer))  # noqa: T201 - this is how it answers


def _was_mended(source: str) -> bool:
    """Whether the file can only be read by looking for its parts, because its own list of them is wrong."""
    try:
        pikepdf.open(source, attempt_recovery=False).close()
    except pikepdf.PdfError:
        return True
    return False


def _check(pdf: pikepdf.Pdf, *, mended: bool) -> dict[str, object]:
    """That there are pages, as many as the file says, and that what is written on each can be read.

    Many a good file has a wrong list of its parts; only if something is missing from a page as well is it damaged.
    """
    pages = _pages(pdf)
    for page in pdf.pages:
        found = list(_contents(page))
        if mended and not found:
            raise Unfit("broken")
        for content in found:
            content.read_bytes()
    return {"pages": pages}


def _pages(pdf: pikepdf.Pdf) -> int:
    said = pdf.Root.Pages.get("/Count", 0)  # before the pages are counted, which corrects it
    pages = len(pdf.pages)
    if not pages:
        raise Unfit("broken" if isinstance(said, int) and said > 0 else "no_pages")
    if isinstance(said, int) and said > pages:
        raise Unfit("broken")
    return pages


def _contents(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    contents = page.obj.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return (part for part in parts if isinstance(part, pikepdf.Stream))


def _clean(pdf: pikepdf.Pdf, target: str) -> dict[str, object]:
    pages = _pages(pdf)
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()  # what stands in the fields is part of the page
    removed = cleaning.clean(pdf)
    pdf.save(
        target,
        deterministic_id=True,
        encryption=False,
        preserve_pdfa=False,
        fix_metadata_version=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        linearize=True,
    )
    return {"pages": pages, "removed": dict(sorted(removed.items()))}
