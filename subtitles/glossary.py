"""The organisation's terms: as they are looked for in texts, and as a table for a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterator, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from archive.languages import LANGUAGES
from subtitles.models import Term
from subtitles.rules import Entry, Glossary

COLUMNS = ("source_language", "term", "variants", "target_language", "translation", "also", "forbidden", "note")
_NEEDED = ("source_language", "term", "target_language", "translation")
# Between forms in one cell.
BAR = "|"
MOST_BYTES = 5 * 1024 * 1024
_MOST_ERRORS = 20
_DELIMITERS = ",;\t"
# What a spreadsheet would take for a formula has an apostrophe before it.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_QUOTED_FORMULA = re.compile(r"'(?='*[=+\-@\t\r])")


class BadTable(Exception):
    """A table of which nothing was taken in. `sentences` say why, with the lines."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(sentences)
        self.sentences = sentences


def between(source_language: str, target_language: str) -> Glossary:
    """The terms from one language to another; one without any is false."""
    rows = Term.objects.filter(source_language=source_language, target_language=target_language)
    entries = (
        Entry(row.source, row.target, tuple(row.forms()), tuple(row.right()), tuple(row.wrong()), row.note)
        for row in rows
    )
    return Glossary(entries, source_language, target_language)


def take_in(data: bytes) -> int:
    """Add the terms of a table, and change those that are there; returns how many it holds. Raises BadTable."""
    terms = _read(data)
    fields = ("variants", "target", "also", "forbidden", "note")
    with transaction.atomic():
        for term in terms:
            Term.objects.update_or_create(
                source_language=term.source_language,
                source=term.source,
                target_language=term.target_language,
                defaults={name: getattr(term, name) for name in fields},
            )
    return len(terms)


def written() -> str:
    """All terms as a table."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for term in Term.objects.all():
        forms = [BAR.join(texts) for texts in (term.forms()[1:], term.right()[1:], term.wrong())]
        cells = (term.source_language, term.source, forms[0], term.target_language, term.target, *forms[1:], term.note)
        writer.writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in cells])
    return out.getvalue()


def _read(data: bytes) -> list[Term]:
    if len(data) > MOST_BYTES:
        raise BadTable([_("The file is larger than 5 MB, which no glossary is.")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadTable([_("Line %(line)d is not UTF-8. Save the table as “CSV UTF-8”.") % {"line": line}]) from error
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=head.count), strict=True)
    try:
        missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
        if missing:
            raise BadTable([_("The first line names no column %(names)s.") % {"names": ", ".join(missing)}])
        read = [(rows.line_num, {name: _cell(row.get(name)) for name in COLUMNS}) for row in rows]
    except csv.Error as error:
        raise BadTable([_("Line %(line)d cannot be read as a table.") % {"line": rows.line_num}]) from error
    filled = [(line, row) for line, row in read if any(row.values())]
    if wrong := [sentence for line, row in filled for sentence in _wrong(line, row)]:
        raise BadTable(wrong[:_MOST_ERRORS])
    if not filled:
        raise BadTable([_("The table holds no term.")])
    return [_term(row) for _line, row in filled]


def _cell(cell: object) -> str:
    text = cell.strip() if isinstance(cell, str) else ""
    return text[1:] if _QUOTED_FORMULA.match(text) else text


def _wrong(line: int, row: Mapping[str, str]) -> Iterator[str]:
    for name in _NEEDED:
        if not row[name]:
            yield _("Line %(line)d: %(column)s is empty.") % {"line": line, "column": name}
    for name in ("source_language", "target_language"):
        if row[name] and row[name] not in LANGUAGES:
            about = {"line": line, "value": row[name], "known": ", ".join(LANGUAGES)}
            yield _("Line %(line)d: “%(value)s” is no language here; these are: %(known)s.") % about
    if row["source_language"] and row["source_language"] == row["target_language"]:
        yield _("Line %(line)d: both languages are the same.") % {"line": line}
    for name in ("term", "translation"):
        if len(row[name]) > Term.LENGTH:
            yield _("Line %(line)d: %(column)s is longer than %(most)d characters.") % {
                "line": line, "column": name, "most": Term.LENGTH,
            }  # fmt: skip
    if any("\0" in cell for cell in row.values()):
        yield _("Line %(line)d holds null characters, which no text has.") % {"line": line}


def _term(row: Mapping[str, str]) -> Term:
    forms = {
        name: "\n".join(form for part in row[name].split(BAR) if (form := part.strip()))
        for name in ("variants", "also", "forbidden")
    }
    return Term(
        source_language=row["source_language"],
        source=row["term"],
        target_language=row["target_language"],
        target=row["translation"],
        note=row["note"],
        **forms,
    )
