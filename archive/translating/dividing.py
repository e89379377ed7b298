"""Asking about as many lines as were given, however badly a machine counts."""

from dataclasses import replace

from archive.exceptions import JobFailed
from archive.translating.base import Batch, Translator, Watch
from archive.wording import Said


def translate(translator: Translator, batch: Batch, watch: Watch) -> list[str]:
    """A translation of each line, "" where there is none. Where another number came, each half is asked about by
    itself. Raises JobFailed, also for a single line that became several.
    """
    said = translator.translate(batch, watch)
    if len(said) == len(batch.lines):
        return said
    if len(batch.lines) == 1:
        raise JobFailed(Said("translator.miscounted"))
    first, second = _halves(batch)
    return [*translate(translator, first, watch), *translate(translator, second, watch)]


def _halves(batch: Batch) -> tuple[Batch, Batch]:
    middle, near = len(batch.lines) // 2, max(len(batch.before), len(batch.after))
    first, second = batch.lines[:middle], batch.lines[middle:]
    return (
        replace(batch, lines=first, after=second[:near]),
        replace(batch, lines=second, before=first[len(first) - min(near, len(first)) :]),
    )
