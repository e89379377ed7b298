"""Dates for two calendars, and data for machines, in the catalogue's templates."""

import json
from collections.abc import Sequence
from datetime import date

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from archive import moment
from archive.languages import digits, reader
from catalogue.interchange import schema_org
from catalogue.interchange.json_ld import Node
from catalogue.public import home
from catalogue.public.data import SectionShown, WorkShown
from catalogue.public.transcript import Reading

register = template.Library()

# What could end a script element or begin a comment in it.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.simple_tag
def dual_date(day: date | None) -> SafeString:
    """A day in the reader's language; for a Persian reader in the Solar Hijri calendar first, then the Gregorian."""
    if day is None:
        return SafeString("")
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), moment.say_day(day))


@register.simple_tag
def dual_years(first: int | None, last: int | None = None) -> SafeString:
    """A year or a span of years; for a Persian reader also the Solar Hijri years that it touches."""
    if first is None:
        return SafeString("")
    text = str(first) if last in (None, first) else f"{first}–{last}"
    if reader() != "fa":
        return format_html("{}", text)
    # A Gregorian year begins in one Solar Hijri year and ends in the next.
    solar = f"{first - 622}–{(last or first) - 621}"
    years = _("%(gregorian)s (%(solar)s in the Solar Hijri calendar)") % {"gregorian": text, "solar": solar}
    return format_html("{}", digits(years))


@register.simple_tag(takes_context=True)
def json_ld(context: Context, told: WorkShown | None, transcript: Sequence[Reading] = ()) -> SafeString:
    """What every stranger may know of a work, as JSON-LD, with the beginning of what is said in it."""
    if told is None:
        return SafeString("")
    origin = context["request"].build_absolute_uri("/").removesuffix("/")
    return script(schema_org.describe(told, lambda path: f"{origin}{path}", transcript))


def script(data: Node) -> SafeString:
    """A data block for machines. No text in it can end the element, whatever a title holds."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped one line up


@register.simple_tag(takes_context=True)
def home_sections(context: Context) -> list[SectionShown]:
    """What the front page shows of the archive to whoever looks: see `catalogue.public.home`."""
    return home.sections(context["request"])
