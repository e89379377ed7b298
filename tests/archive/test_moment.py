"""A moment of the gate is read in the archive's own time and said back in words."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation

from archive import moment
from archive.admin.rule_forms import MomentField

JUNE = datetime(2030, 5, 31, 22, tzinfo=UTC)  # 1 June 2030 at 00:00 in Stockholm
HALF_PAST_NINE = datetime(2030, 6, 1, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Asia/Kabul", "America/Los_Angeles", "UTC"])
def test_the_zone_of_an_account_moves_nothing(zone: str) -> None:
    with timezone.override(zone), translation.override("en"):
        assert moment.read("2030-06-01") == JUNE
        assert (moment.say(JUNE), moment.typed(JUNE)) == ("1 June 2030 at 00:00, Swedish time", "2030-06-01 00:00")


@pytest.mark.parametrize(
    "typed",
    [
        "2030-06-01",
        " 2030-06-01 ",
        "2030/06/01",
        "2030-06-01 00:00",
        "2030-06-01T00:00:00",
        "2030-06-01T00:00+02:00",
        "2030-05-31T22:00Z",
        "1 juni 2030",
        "1 Juni, 2030",
        "1 June 2030",
        "June 1, 2030",
        "1 jun 2030 kl. 00.00",
        "1 June 2030 at 00:00",
        "1 ژوئن ۲۰۳۰",
        "۲۰۳۰-۰۶-۰۱",
        "۱۴۰۹/۰۳/۱۱",
        "١٤٠٩/٠٣/١١",
        "1409-03-11",
        "1409-3-11 00:00",
        "۱۱ خرداد ۱۴۰۹",
        "۱۱ جوزا ۱۴۰۹",
        "۱۱ خرداد ۱۴۰۹ ساعت ۰۰:۰۰",
        "\u200f۱۴۰۹/۰۳/۱۱\u200e",
    ],
)
def test_the_usual_ways_of_writing_a_day_are_read(typed: str) -> None:
    assert moment.read(typed) == JUNE


@pytest.mark.parametrize(
    "typed", ["2030-06-01 09:30", "1 juni 2030 kl 9.30", "۱۴۰۹/۰۳/۱۱، ۹:۳۰", "June 1, 2030, 09:30"]
)
def test_a_time_of_day_is_read(typed: str) -> None:
    assert moment.read(typed) == HALF_PAST_NINE


@pytest.mark.parametrize(
    "typed",
    [
        "tomorrow",
        "25:00",
        "2030-06-01 25:00",
        "2030-06-01 24:00",
        "2030-06-01 12:60",
        "2030-06-01 3:00 pm",
        "2030-06-01 9",
        "2030-13-01",
        "2030-02-30",
        "1408-12-31",
        "1407-12-30",  # a common year
        "30-06-01",
        "09/03/11",
        "1/6/2030",
        "1 thermidor 2030",
        "1 خرداد 2030",
        "0000-01-01",
        "9999-12-31",
        "2030-06-01T00:00+99:00",
        "2030-06-01 2030-06-02",
        "2030\u2013\u200b06-01",
        "x" * 100_000,
        "٢" * 5000,
    ],
)
def test_what_is_no_moment_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(moment.NoMoment) as refused:
        moment.read(typed)
    assert str(refused.value).endswith(".")


def test_a_time_that_summer_time_skips_is_refused() -> None:
    with translation.override("en"), pytest.raises(moment.NoMoment, match="never shows this"):
        moment.read("2030-03-31 02:30")


def test_a_time_that_comes_twice_is_refused_unless_it_says_which() -> None:
    with translation.override("en"), pytest.raises(moment.NoMoment, match="twice"):
        moment.read("2030-10-27 02:30")
    first, second = moment.read("2030-10-27 02:30+02:00"), moment.read("2030-10-27 02:30+01:00")
    assert (second - first).seconds == 3600
    assert [moment.read(moment.typed(each)) for each in (first, second)] == [first, second]


def test_a_moment_is_said_in_the_readers_language_and_in_both_calendars() -> None:
    said = {}
    for language in ("en", "sv", "fa"):
        with translation.override(language):
            said[language] = moment.say(JUNE, both=True)
    assert said == {
        "en": "1 June 2030 at 00:00, Swedish time (11 Khordad 1409)",
        "sv": "1 juni 2030 kl. 00:00, svensk tid (11 khordad 1409)",
        "fa": "۱۱ خرداد ۱۴۰۹ ساعت ۰۰:۰۰ به وقت سوئد (۱ ژوئن ۲۰۳۰)",
    }


def test_a_day_of_the_solar_calendar_is_known_as_one() -> None:
    typed = ("1409-03-11", "۱۱ خرداد ۱۴۰۹", "2030-06-01 14:09", "۲۰۳۰-۰۶-۰۱")
    assert [moment.is_solar(each) for each in typed] == [True, True, False, False]


def test_a_moment_that_has_passed_is_refused() -> None:
    field = MomentField(required=False)
    with translation.override("en"):
        for typed in ("2020-01-01", "1399-01-01"):
            with pytest.raises(Exception, match="has passed"):
                field.clean(typed)
    assert [field.clean(""), field.clean("   "), field.clean(None)] == [None, None, None]


@pytest.mark.parametrize(
    ("language", "typed", "brief"),
    [
        ("sv", "2030-06-01 09:30", "1 juni 2030 09:30"),
        ("en", "2030-06-01 09:30", "1 June 2030 09:30"),
        ("fa", "۱۴۰۹/۰۳/۱۱ ۰۹:۳۰", "۱۱ خرداد ۱۴۰۹ ۰۹:۳۰"),
    ],
)
def test_a_field_and_a_column_show_a_moment_in_the_readers_calendar(language: str, typed: str, brief: str) -> None:
    with translation.override(language):
        assert (moment.typed(HALF_PAST_NINE), moment.brief(HALF_PAST_NINE)) == (typed, brief)
        assert moment.read(moment.typed(HALF_PAST_NINE)) == HALF_PAST_NINE


@pytest.mark.parametrize("at", [datetime(1900, 5, 1, tzinfo=UTC), datetime(2199, 5, 1, 12, 0, 5, tzinfo=UTC)])
def test_what_lies_beyond_the_years_of_one_calendar_is_typed_in_the_other(at: datetime) -> None:
    with translation.override("fa"):
        assert moment.read(moment.typed(at)) == at


@pytest.mark.parametrize("at", [datetime(2030, 10, 27, 0, 30, tzinfo=UTC), datetime(2030, 10, 27, 1, 30, tzinfo=UTC)])
def test_an_hour_that_the_clock_shows_twice_is_typed_with_its_offset(at: datetime) -> None:
    for language in ("en", "fa"):
        with translation.override(language):
            assert moment.read(moment.typed(at)) == at


@pytest.mark.parametrize("typed", ["2030-06-01", "1 juni 2030", "۱۴۰۹/۰۳/۱۱", "۱۱ جوزا ۱۴۰۹"])
def test_a_day_is_read_in_either_calendar(typed: str) -> None:
    assert moment.read_day(typed) == date(2030, 6, 1)


@pytest.mark.parametrize("typed", ["", "2030-06-01 09:00", "2030-06-01Z", "1409/12/31", "today"])
def test_what_is_no_day_or_has_a_time_of_day_is_refused(typed: str) -> None:
    with pytest.raises(moment.NoMoment):
        moment.read_day(typed)


def test_a_day_is_shown_in_the_calendar_of_the_reader_and_read_back() -> None:
    day, said = date(2030, 6, 1), {}
    for language in ("en", "sv", "fa"):
        with translation.override(language):
            said[language] = (moment.typed_day(day), moment.brief_day(day))
            assert moment.read_day(moment.typed_day(day)) == day
    assert said == {
        "en": ("2030-06-01", "1 June 2030"),
        "sv": ("2030-06-01", "1 juni 2030"),
        "fa": ("۱۴۰۹/۰۳/۱۱", "۱۱ خرداد ۱۴۰۹"),
    }
