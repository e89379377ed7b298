"""A moment of the gate, read from what somebody typed and said back in words.

It is in the archive's own time (setting TIME_ZONE), never in the time zone of somebody's account, which is active while
she works in the admin. A day is read in the Gregorian calendar, or by its year (1300 to 1499) in the Solar Hijri one.
"""

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import NoReturn
from zoneinfo import ZoneInfo

import jdatetime
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from archive.languages import digits, reader
from archive.month_names import MONTHS, SOLAR_LATIN, SOLAR_MONTHS, SOLAR_PERSIAN

SOLAR_YEARS = range(1300, 1500)
YEARS = range(1900, 2200)

# A clock after the day: "00:00", "at 9.30", "kl. 09:30:00", "ساعت ۹:۳۰".
_CLOCK = (
    r"(?:[\s,T،]+(?:(?:at|kl\.?|klockan|ساعت)\s*)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?)?"
)
_OFFSET = r"\s*(?P<offset>Z|[+-]\d{2}:?\d{2})?"
_NAME = r"(?P<name>[^\W\d_]+(?: [^\W\d_]+)?)"
_SHAPES = [
    re.compile(shape + _CLOCK + _OFFSET + r"\.?", re.IGNORECASE)
    for shape in (
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
        rf"(?P<day>\d{{1,2}})\.? {_NAME},? (?P<year>\d{{4}})",
        rf"{_NAME} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})",
    )
]


class NoMoment(ValueError):
    """What was typed is no moment; `str(error)` is one sentence for the person who typed it."""


def zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def local(at: datetime) -> datetime:
    """The moment on the archive's own clock."""
    return at.astimezone(zone())


def read(typed: str) -> datetime:
    """The moment that was typed. A day alone begins at 00:00. Raises NoMoment."""
    text = _plain(typed)
    for shape in _SHAPES:
        if found := shape.fullmatch(text):
            return _on_the_clock(_day(found), found)
    raise NoMoment(
        _("This is no date that can be read. Write it like 2030-06-01 09:00, 1 June 2030 or ۱۴۰۹/۰۳/۱۱ ۰۹:۰۰.")
    )


def read_day(typed: str) -> date:
    """The day that was typed, without a time of it. Raises NoMoment."""
    text = _plain(typed)
    for shape in _SHAPES:
        if (found := shape.fullmatch(text)) and not found["hour"] and not found["offset"]:
            return _day(found)
    raise NoMoment(_("This is no day that can be read. Write it like 2030-06-01, 1 June 2030 or ۱۴۰۹/۰۳/۱۱."))


def is_solar(typed: str) -> bool:
    """Whether a day of the Solar Hijri calendar was typed."""
    years = re.findall(r"(?<!\d)\d{4}(?!\d)", _plain(typed))
    return any(int(year) in SOLAR_YEARS for year in years)


def typed(at: datetime) -> str:
    """A moment as a field shows it to this reader, in a way that `read` reads back as the same."""
    here = local(at)
    clock = f"{here:%H:%M}" if not here.second and not here.microsecond else f"{here:%H:%M:%S}"
    text = f"{_written_day(here.date())} {clock}"
    return digits(f"{text}{here:%z}" if len(_instants(here.replace(tzinfo=None))) > 1 else text)


def typed_day(day: date) -> str:
    """A day as a field shows it to this reader, in a way that `read_day` reads back as the same."""
    return digits(_written_day(day))


def _written_day(day: date) -> str:
    """2030-06-01; for who reads Persian 1409/03/11, where that calendar is one that `read` knows by its year."""
    solar = jdatetime.date.fromgregorian(date=day) if reader() == "fa" else None
    return f"{solar.year}/{solar.month:02}/{solar.day:02}" if solar and solar.year in SOLAR_YEARS else day.isoformat()


def clock(at: datetime) -> str:
    """The time of day, such as 14:02."""
    return digits(f"{local(at):%H:%M}")


def say(at: datetime, *, both: bool = False) -> str:
    """A moment in the reader's language, such as "1 June 2030 at 00:00, Swedish time".

    `both`: in the other calendar too. Who reads Persian always has both.
    """
    here = local(at)
    day, other = _in_both(here.date())
    words = _("%(day)s at %(time)s, %(zone)s") % {"day": day, "time": f"{here:%H:%M}", "zone": _zone_in_words()}
    return digits(f"{words} ({other})" if both or reader() == "fa" else words)


def brief(at: datetime) -> str:
    """A moment for a narrow column: the day in the calendar of the reader's language and the time of day."""
    here = local(at)
    return digits(f"{_in_both(here.date())[0]} {here:%H:%M}")


def say_day(day: date) -> str:
    """A day in the reader's language; for who reads Persian in the Solar Hijri calendar, then in the Gregorian."""
    own, other = _in_both(day)
    return digits(f"{own} ({other})" if reader() == "fa" else own)


def brief_day(day: date) -> str:
    """A day for a narrow place: in the calendar of the reader's language alone."""
    return digits(_in_both(day)[0])


def _in_both(day: date) -> tuple[str, str]:
    """A day in the calendar of the reader's language, and in the other one."""
    gregorian = date_format(day, "j F Y")
    solar = jdatetime.date.fromgregorian(date=day)
    persian = reader() == "fa"
    month = (SOLAR_PERSIAN if persian else SOLAR_LATIN)[solar.month - 1]
    in_solar = f"{solar.day} {month.lower() if reader() == 'sv' else month} {solar.year}"
    return (in_solar, gregorian) if persian else (gregorian, in_solar)


def _zone_in_words() -> str:
    return _("Swedish time") if settings.TIME_ZONE == "Europe/Stockholm" else settings.TIME_ZONE


def _plain(text: str) -> str:
    """Digits of any script as 0 to 9, one space for any, no invisible marks, Persian letters for Arabic ones."""
    marks = [char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char) != "Cf"]
    digits = [str(unicodedata.decimal(char)) if char.isdecimal() else char for char in marks]
    return " ".join("".join(digits).split()).translate({ord("ي"): "ی", ord("ك"): "ک", ord("٫"): ".", ord("⁄"): "/"})


def _day(found: re.Match[str]) -> date:
    parts = found.groupdict()
    year, day = int(parts["year"]), int(parts["day"])
    name = (parts.get("name") or "").casefold()
    solar = year in SOLAR_YEARS
    months = SOLAR_MONTHS if solar else MONTHS
    month = months.get(name, 0) if name else int(parts["month"])
    try:
        if solar:
            return jdatetime.date(year, month, day).togregorian()
        if year in YEARS:
            return date(year, month, day)
    except ValueError:
        pass
    raise NoMoment(_("There is no such day in the calendar."))


def _on_the_clock(day: date, found: re.Match[str]) -> datetime:
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    try:
        naive = datetime(day.year, day.month, day.day, hour, minute, second)
    except ValueError:
        raise NoMoment(_("There is no such time of day.")) from None
    if found["offset"]:
        return _with_offset(naive, found["offset"])
    instants = _instants(naive)
    if len(instants) != 1:
        _no_single(instants)
    return instants[0]


def _with_offset(naive: datetime, offset: str) -> datetime:
    try:
        return datetime.fromisoformat(f"{naive.isoformat()}{offset}").astimezone(UTC)
    except ValueError:
        raise NoMoment(_("There is no such time of day.")) from None


def _instants(naive: datetime) -> list[datetime]:
    """When the archive's clock shows this: once, never (skipped in spring) or twice (repeated in autumn)."""
    seen = {naive.replace(tzinfo=zone(), fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(at for at in seen if local(at).replace(tzinfo=None, fold=0) == naive)


def _no_single(instants: list[datetime]) -> NoReturn:
    if instants:
        raise NoMoment(_("The clock shows this twice that night, when summer time ends; choose a time outside it."))
    raise NoMoment(_("The clock never shows this: summer time begins that night. Choose a time outside that hour."))


def has_passed(at: datetime) -> bool:
    return at <= timezone.now()
