"""What was dropped, in words for the person who sent the file."""

from collections.abc import Iterable

from django.utils.translation import gettext

from subtitles.reasons import REASONS


def explained(report: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """A revision's report with its codes turned into sentences, in the language of whoever reads."""
    return [{**part, "reason": gettext(REASONS.get(part["reason"], part["reason"]))} for part in report]
