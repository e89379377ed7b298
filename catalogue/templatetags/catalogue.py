"""Dates for two calendars, and data for machines, in the catalogue's templates."""

import json
from datetime import date
from typing import Any

import jdatetime
from django import template
from django.template import Context
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.public import home

register = template.Library()

_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
# What could end a script element or begin a comment in it.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.simple_tag
def dual_date(day: date | None) -> SafeString:
    """A day in the reader's language; for a Persian reader in the Solar Hijri calendar first, then the Gregorian."""
    if day is None:
        return SafeString("")
    gregorian = date_format(day, "j F Y")
    if get_language() != "fa":
        return format_html('<time datetime="{}">{}</time>', day.isoformat(), gregorian)
    solar = jdatetime.date.fromgregorian(date=day)
    text = f"{solar.day} {jdatetime.date.j_months_fa[solar.month - 1]} {solar.year} ({gregorian})"
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), text.translate(_PERSIAN_DIGITS))


@register.simple_tag
def dual_years(first: int | None, last: int | None = None) -> SafeString:
    """A year or a span of years; for a Persian reader also the Solar Hijri years that it touches."""
    if first is None:
        return SafeString("")
    text = str(first) if last in (None, first) else f"{first}–{last}"
    if get_language() != "fa":
        return format_html("{}", text)
    # A Gregorian year begins in one Solar Hijri year and ends in the next.
    solar = f"{first - 622}–{(last or first) - 621}"
    years = _("%(gregorian)s (%(solar)s in the Solar Hijri calendar)") % {"gregorian": text, "solar": solar}
    return format_html("{}", years.translate(_PERSIAN_DIGITS))


@register.simple_tag
def json_ld(data: dict[str, Any] | None) -> SafeString:
    """A data block for machines. No text in it can end the element, whatever a title holds."""
    if not data:
        return SafeString("")
    text = json.dumps(data, ensure_ascii=False, sort_keys=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped one line up


@register.simple_tag(takes_context=True)
def home_sections(context: Context) -> list[dict[str, Any]]:
    """What the front page shows of the archive to whoever looks: see `catalogue.public.home`."""
    return home.sections(context["request"])
