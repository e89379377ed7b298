"""The different values of a column, found step by step."""

import pytest

from archive.access import STRANGER
from catalogue.models import Work
from catalogue.public.steps import values_of
from tests.catalogue.factories import DocumentaryFactory

pytestmark = pytest.mark.django_db


def test_every_value_is_found_once_in_its_order_and_nothing_is_no_value() -> None:
    for year in (2004, 1994, 2004, None, 1999):
        DocumentaryFactory(year=year)
    DocumentaryFactory(year=1950, audience="staff")
    assert values_of(Work.objects.listed_to(STRANGER), "year") == [1994, 1999, 2004]


def test_of_no_rows_there_is_no_value() -> None:
    assert values_of(Work.objects.all(), "year") == []
