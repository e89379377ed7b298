"""What is run in the sandbox on a PDF that a stranger made: `check FILE` or `clean FILE TARGET`.

Answers one line of JSON: {"pages": 3}, with {"removed": {"JS": 1}} for a copy, or {"refused": "password"} and the like.
"""

import json
from collections.abc import Iterator
from typing import Any

import pikepdf

from archive.documents import cleaning


class Unfit(Exception):
    """This PDF cannot be taken in."""


def main(arguments: list[str]) -> None:
    mode, source, *target = arguments
    try:
        with pikepdf.open(source) as pdf:
            answer = _check(pdf) if mode == "check" else _clean(pdf, target[0])
    except pikepdf.PasswordError:
        answer = {"refused": "password"}
    except MemoryError:
        answer = {"refused": "demanding"}
    except Unfit as error:
        answer = {"refused": str(error)}
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError, RecursionError):
        answer = {"refused": "broken"}
    print(json.dumps(answer))  # noqa: T201 - this is how it answers


def _check(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """That there are pages, as many as the file says, and that what is written on each can be read."""
    pages = _pages(pdf)
    for page in pdf.pages:
        for content in _contents(page):
            content.read_bytes()
        if any("contents" in str(warning) or "decod" in str(warning) for warning in pdf.get_warnings()):
            raise Unfit("broken")
    return {"pages": pages}


def _pages(pdf: pikepdf.Pdf) -> int:
    pages = len(pdf.pages)
    said = pdf.Root.Pages.get("/Count", 0)
    if not pages:
        raise Unfit("broken" if isinstance(said, int) and said > 0 else "no_pages")
    if isinstance(said, int) and said > pages:
        raise Unfit("broken")
    return pages


def _contents(page: Any) -> Iterator[Any]:
    contents = page.obj.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return (part for part in parts if isinstance(part, pikepdf.Stream))


def _clean(pdf: pikepdf.Pdf, target: str) -> dict[str, Any]:
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
