from datetime import date

import pytest
from django.utils import translation

from catalogue.templatetags.catalogue import dual_date, dual_years

NOWRUZ = date(2024, 3, 20)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("sv", '<time datetime="2024-03-20">20 mars 2024</time>'),
        ("en", '<time datetime="2024-03-20">20 March 2024</time>'),
        ("fa", '<time datetime="2024-03-20">۱ فروردین ۱۴۰۳ (۲۰ مارس ۲۰۲۴)</time>'),
    ],
)
def test_a_day_is_shown_in_the_readers_calendars(language: str, expected: str) -> None:
    with translation.override(language):
        assert dual_date(NOWRUZ) == expected


def test_an_unknown_day_is_nothing() -> None:
    assert dual_date(None) == ""


@pytest.mark.parametrize(
    ("years", "expected"), [((2004, None), "2004"), ((2001, 2004), "2001–2004"), ((2004, 2004), "2004"), ((None,), "")]
)
def test_a_span_of_years_is_shown_as_short_as_it_can_be(years: tuple[int | None, ...], expected: str) -> None:
    with translation.override("sv"):
        assert dual_years(*years) == expected


def test_a_persian_reader_also_gets_the_solar_years_that_a_year_touches() -> None:
    with translation.override("fa"):
        shown = dual_years(2001, 2004)
    assert "۲۰۰۱–۲۰۰۴" in shown and "۱۳۷۹–۱۳۸۳" in shown
