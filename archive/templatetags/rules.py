"""Rules and moments of the gate in words, for the admin's templates."""

from datetime import date, datetime

from django import template

from archive import moment as moments
from archive import policy, wording
from archive.access import Policy

register = template.Library()


@register.filter
def moment(at: datetime | None) -> str:
    """A moment in the archive's own time, whatever zone is active."""
    return moments.say(at) if at else ""


@register.filter
def day(of: date | None) -> str:
    """A day in the reader's language; for who reads Persian in both calendars."""
    return moments.say_day(of) if of else ""


@register.filter
def brief_day(of: date | None) -> str:
    """The same in the calendar of the reader's language alone."""
    return moments.brief_day(of) if of else ""


@register.filter
def open_rule(of: Policy) -> str:
    """Who may see it and from when, as long as it is not withdrawn."""
    return wording.say("rule", {**policy.as_values(of), "withdrawn": False})
