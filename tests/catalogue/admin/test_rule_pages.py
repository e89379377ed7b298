"""The pages that say who may see a thing, in both rooms: they say back, carry what they were made from, and refuse."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from archive import events, policy
from archive import policy as archive_policy
from archive.access import STRANGER, decide
from archive.models import Recording
from catalogue import policy as catalogue_policy
from catalogue.models import Authority, Work
from tests.archive.factories import DocumentFactory, RecordingFactory
from tests.catalogue.factories import (
    BookFactory,
    DocumentaryFactory,
    PersonFactory,
    RadioEpisodeFactory,
    RadioSeriesFactory,
    SubjectFactory,
)

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]

FACTORIES = [RecordingFactory, DocumentFactory, DocumentaryFactory, BookFactory, PersonFactory, SubjectFactory]
JUNE = datetime(2030, 5, 31, 22, tzinfo=UTC)  # 1 June 2030 at 00:00 in Stockholm


def at(thing: Any, name: str) -> str:
    if thing._meta.app_label == "archive":
        return reverse(f"{thing._meta.model_name}s:{name}", args=[thing.pk])
    return reverse(f"wagtailsnippets_catalogue_{thing._meta.model_name}:{name}", args=[thing.pk])


def verbs(thing: Any) -> Any:
    return catalogue_policy if isinstance(thing, (Work, Authority)) else archive_policy


def row(thing: Any) -> str:
    return policy.fingerprint(type(thing).objects.get(pk=thing.pk))


def filled(client: Client, thing: Any, **data: str) -> dict[str, str]:
    """The form as the browser has it, and what somebody changes in it."""
    form = client.get(at(thing, "access")).context["form"]
    return {name: form[name].value() or "" for name in form.fields} | data


@pytest.fixture
def desk(client_of: ClientOf, archivist: User) -> Client:
    archivist.first_name, archivist.last_name = "Anna", "Arkivarie"
    archivist.save()
    client = client_of(archivist)
    UserProfile.objects.update_or_create(
        user=archivist, defaults={"preferred_language": "en", "current_time_zone": "Asia/Kabul"}
    )
    return client


@pytest.fixture
def colleague(db: None) -> User:
    return User.objects.create_user("beata", first_name="Beata", last_name="Berg")


@pytest.mark.parametrize("factory", FACTORIES)
def test_an_embargo_is_stockholms_and_is_said_back_before_it_is_set(factory: Any, desk: Client) -> None:
    thing = factory()
    response = desk.post(at(thing, "access"), filled(desk, thing, embargo_until="2030-06-01"))
    assert "closed until 1 June 2030 at 00:00, Swedish time; then you are asked" in response.content.decode()
    response = desk.post(at(thing, "access"), filled(desk, thing, embargo_until="2030-06-01", opens_by_itself="on"))
    assert "opens on 1 June 2030 at 00:00, Swedish time" in response.content.decode()
    assert row(thing) == "public||"
    desk.post(at(thing, "access"), filled(desk, thing, embargo_until="2030-06-01", confirmed="1"))
    assert type(thing).objects.get(pk=thing.pk).embargo_until == JUNE
    assert 'value="2030-06-01 00:00"' in desk.get(at(thing, "access")).content.decode()


@pytest.mark.parametrize("factory", [RecordingFactory, DocumentaryFactory])
def test_a_solar_day_is_said_back_in_both_calendars(factory: Any, desk: Client) -> None:
    thing = factory()
    typed = filled(desk, thing, embargo_until="۱۴۰۹/۰۳/۱۱", opens_by_itself="on")
    page = desk.post(at(thing, "access"), typed).content.decode()
    assert "opens on 1 June 2030 at 00:00, Swedish time (11 Khordad 1409)" in page
    assert 'value="۱۴۰۹/۰۳/۱۱"' in page


@pytest.mark.parametrize("factory", [RecordingFactory, DocumentaryFactory])
@pytest.mark.parametrize("typed", ["25:00", "tomorrow", "2030-03-31 02:30", "2020-01-01", "1399-01-01"])
@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "1"}], ids=["shown", "confirmed"])
def test_what_is_no_moment_to_come_stays_in_the_field_with_an_error(
    factory: Any, typed: str, confirmed: dict[str, str], desk: Client
) -> None:
    thing = factory()
    response = desk.post(at(thing, "access"), filled(desk, thing, embargo_until=typed, **confirmed))
    assert list(response.context["form"].errors) == ["embargo_until"]
    assert (f'value="{typed}"' in response.content.decode(), row(thing)) == (True, "public||")


def test_an_unknown_audience_changes_nothing(desk: Client) -> None:
    recording = RecordingFactory()
    page = desk.post(at(recording, "access"), filled(desk, recording, audience="everybody", confirmed="1"))
    assert (list(page.context["form"].errors), row(recording)) == (["audience"], "public||")


def test_an_embargo_that_is_over_does_not_stand_in_the_way(desk: Client) -> None:
    recording = RecordingFactory(embargo_until=datetime(2020, 1, 1, tzinfo=UTC))
    response = desk.post(at(recording, "access"), filled(desk, recording, audience="staff", confirmed="1"))
    assert (response.status_code, row(recording)) == (302, "staff||")


@pytest.mark.parametrize("factory", FACTORIES)
@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "1"}], ids=["shown", "confirmed"])
def test_a_form_that_stood_open_while_somebody_withdrew_is_refused(
    factory: Any, confirmed: dict[str, str], desk: Client, colleague: User
) -> None:
    thing = factory()
    stood_open = filled(desk, thing)
    verbs(thing).withdraw(type(thing).objects.get(pk=thing.pk), colleague, "Danger.")
    moment = events.about(thing).get().at.astimezone(timezone.get_default_timezone())
    page = desk.post(at(thing, "access"), {**stood_open, **confirmed})
    text = page.content.decode()
    assert f"Beata Berg withdrew this at {moment:%H:%M}." in text
    assert ("Danger." in text, row(thing)) == (True, "public||withdrawn")
    # Having seen it she may set her rule; the withdrawal stays.
    again = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    response = desk.post(at(thing, "access"), {**again, "audience": "staff", "confirmed": "1"})
    assert (response.status_code, row(thing)) == (302, "staff||withdrawn")


@pytest.mark.parametrize("factory", [RecordingFactory, DocumentaryFactory, PersonFactory])
def test_a_form_cannot_lift_a_withdrawal(factory: Any, desk: Client) -> None:
    thing = factory()
    verbs(thing).withdraw(thing)
    page = desk.get(at(thing, "access"))
    assert 'name="withdrawn"' not in page.content.decode()
    desk.post(at(thing, "access"), filled(desk, thing, withdrawn="", confirmed="1"))
    assert row(thing) == "public||withdrawn"


@pytest.mark.parametrize("factory", FACTORIES)
def test_a_thing_is_withdrawn_with_a_reason_in_one_step(
    factory: Any, desk: Client, archivist: User, client: Client
) -> None:
    thing = factory()
    assert desk.get(at(thing, "withdraw")).status_code == 200
    assert row(thing) == "public||"
    response = desk.post(at(thing, "withdraw"), {"because": "She asked for it."})
    event = events.about(thing).get()
    assert (response.status_code, row(thing)) == (302, "public||withdrawn")
    assert (event.code, event.values["because"], event.agent) == ("rule.withdrawn", "She asked for it.", archivist)


@pytest.mark.parametrize("factory", FACTORIES)
def test_a_withdrawal_is_lifted_with_a_reason(factory: Any, desk: Client, colleague: User) -> None:
    thing = factory()
    verbs(thing).withdraw(thing, colleague, "Danger.")
    page = desk.get(at(thing, "lift"))
    assert "Danger." in page.content.decode()
    seen = page.context["form"]["seen"].value()
    response = desk.post(at(thing, "lift"), {"because": "It is over.", "seen": seen})
    assert (response.status_code, row(thing)) == (302, "public||")


@pytest.mark.parametrize("factory", [RecordingFactory, DocumentaryFactory])
def test_a_later_withdrawal_is_not_lifted_by_a_page_that_showed_an_earlier_one(
    factory: Any, desk: Client, colleague: User
) -> None:
    thing = factory()
    verbs(thing).withdraw(thing)
    seen = desk.get(at(thing, "lift")).context["form"]["seen"].value()
    verbs(thing).lift(thing)
    verbs(thing).withdraw(thing, colleague, "Another danger.")
    page = desk.post(at(thing, "lift"), {"because": "It is over.", "seen": seen}).content.decode()
    assert ("Beata Berg withdrew this at" in page, "Another danger." in page) == (True, True)
    assert row(thing) == "public||withdrawn"


@pytest.mark.parametrize("factory", FACTORIES)
@pytest.mark.parametrize("name", ["access", "withdraw", "lift"])
def test_nobody_but_archivists_reaches_these_pages(
    factory: Any, name: str, client_of: ClientOf, translator: User, researcher: User
) -> None:
    thing = factory()
    for who, status in ((translator, 404), (researcher, 302), (None, 302)):
        client = client_of(who)
        sent = {"audience": "staff", "seen": policy.fingerprint(thing), "confirmed": "1"}
        answers = {client.get(at(thing, name)).status_code, client.post(at(thing, name), sent).status_code}
        assert answers == {status}
    assert row(thing) == "public||"


def test_a_locked_work_is_withdrawn_on_its_page(desk: Client) -> None:
    work = DocumentaryFactory(locked=True)
    desk.post(at(work, "withdraw"), {"because": ""})
    assert row(work) == "public||withdrawn"


def test_access_shows_its_effects_before_it_changes_anything(desk: Client) -> None:
    recording = RecordingFactory()
    work = DocumentaryFactory(recordings=[recording])
    response = desk.post(at(work, "access"), filled(desk, work, audience="researchers"))
    found = [(effect.name, effect.before, effect.after) for effect in response.context["effects"].shown]
    assert found == [(str(work), 0, 1), (recording.title, 0, 1)]
    assert (row(work), Recording.objects.get().restrictions.get().audience) == ("public||", "public")


def test_a_rule_that_is_confirmed_is_in_force_and_written_down(desk: Client, archivist: User, client: Client) -> None:
    work = DocumentaryFactory()
    desk.post(at(work, "access"), filled(desk, work, audience="staff", because="For now.", confirmed="1"))
    event = events.about(work).get()
    assert client.get(work.get_absolute_url()).status_code == 404
    assert (event.agent, event.values["after"]["audience"], event.values["because"]) == (archivist, "staff", "For now.")


def test_the_rule_of_a_series_and_its_withdrawal_reach_its_episodes_when_asked(desk: Client) -> None:
    series = RadioSeriesFactory()
    RadioEpisodeFactory(series=series)
    desk.post(at(series, "access"), filled(desk, series, audience="staff", episodes="on", confirmed="1"))
    assert {policy.fingerprint(work) for work in Work.objects.all()} == {"staff||"}
    desk.post(at(series, "withdraw"), {"episodes": "on"})
    assert {policy.fingerprint(work) for work in Work.objects.all()} == {"staff||withdrawn"}
    seen = desk.get(at(series, "lift")).context["form"]["seen"].value()
    desk.post(at(series, "lift"), {"episodes": "on", "seen": seen})
    assert {policy.fingerprint(work) for work in Work.objects.all()} == {"staff||"}


@pytest.mark.parametrize("factory", FACTORIES)
def test_the_page_of_a_thing_shows_its_moment_in_swedish_time(factory: Any, desk: Client) -> None:
    thing = factory(embargo_until=JUNE)
    name = "page" if thing._meta.app_label == "archive" else "edit"
    for page in (name, "access"):
        assert "1 June 2030 at 00:00, Swedish time" in desk.get(at(thing, page)).content.decode()


# --- The end of a rule, single layers, and what waits ---


@pytest.mark.parametrize("factory", FACTORIES)
def test_a_rule_may_have_an_end_and_it_is_said_back(factory: Any, desk: Client) -> None:
    thing = factory()
    page = desk.post(at(thing, "access"), filled(desk, thing, until="2030-06-01")).content.decode()
    assert "closes on 1 June 2030 at 00:00, Swedish time" in page
    desk.post(at(thing, "access"), filled(desk, thing, until="2030-06-01", confirmed="1"))
    assert type(thing).objects.get(pk=thing.pk).until == JUNE
    assert 'value="2030-06-01 00:00"' in desk.get(at(thing, "access")).content.decode()


def test_a_rule_that_closes_before_it_opens_is_refused(desk: Client) -> None:
    recording = RecordingFactory()
    typed = filled(desk, recording, embargo_until="2030-06-01", until="2030-05-01", confirmed="1")
    page = desk.post(at(recording, "access"), typed)
    assert (list(page.context["form"].errors), row(recording)) == (["until"], "public||")


@pytest.mark.parametrize("factory", [RecordingFactory, DocumentaryFactory])
def test_single_layers_are_said_back_kept_and_given_back_to_the_whole(factory: Any, desk: Client) -> None:
    thing = factory()
    chosen = {"sound_audience": "staff", "words_embargo_until": "2030-06-01", "words_opens_by_itself": "on"}
    page = desk.post(at(thing, "access"), filled(desk, thing, **chosen)).content.decode()
    assert "The sound: Staff" in page
    assert "The words: embargo until 1 June 2030 at 00:00, Swedish time" in page
    desk.post(at(thing, "access"), filled(desk, thing, **chosen, confirmed="1"))
    layers = type(thing).objects.get(pk=thing.pk).layers
    assert {name: (rule["audience"], rule["opens_by_itself"]) for name, rule in layers.items()} == {
        "sound": ("staff", False),
        "words": ("public", True),
    }
    assert datetime.fromisoformat(layers["words"]["embargo_until"]) == JUNE
    form = desk.get(at(thing, "access")).context["form"]
    assert (form["sound_audience"].value(), form.any_closed()) == ("staff", True)
    desk.post(at(thing, "access"), filled(desk, thing, sound_audience="", words_embargo_until="", confirmed="1"))
    assert type(thing).objects.get(pk=thing.pk).layers == {}


@pytest.mark.parametrize("factory", [DocumentFactory, PersonFactory])
def test_what_has_no_recording_has_no_layers(factory: Any, desk: Client) -> None:
    assert "sound_audience" not in desk.get(at(factory(), "access")).content.decode()


def test_a_layer_that_cannot_be_read_stands_in_the_form_as_closed(desk: Client) -> None:
    recording = RecordingFactory(layers={"sound": {"audience": "whoever"}})
    assert desk.get(at(recording, "access")).context["form"]["sound_audience"].value() == "staff"


@pytest.mark.parametrize("factory", [RecordingFactory, DocumentFactory, DocumentaryFactory, PersonFactory])
def test_an_embargo_that_is_over_waits_for_an_archivist(factory: Any, desk: Client) -> None:
    thing = factory(audience="public", embargo_until=datetime(2020, 1, 1, tzinfo=UTC))
    since = "1 January 2020 at 01:00, Swedish time"
    words = f"The embargo ended on {since}. It stays closed until you open it."
    assert words in desk.get(at(thing, "access")).content.decode()
    waiting = desk.get(reverse("waiting:index")).content.decode()
    assert (since in waiting, at(thing, "access") in waiting) == (True, True)
    assert f"{reverse('waiting:index')}#over" in desk.get(reverse("wagtailadmin_home")).content.decode()
    desk.post(at(thing, "access"), filled(desk, thing, confirmed="1"))
    assert since not in desk.get(reverse("waiting:index")).content.decode()
    assert decide(STRANGER, type(thing).objects.get(pk=thing.pk)).reason != "embargo"


def test_a_layers_embargo_that_is_over_waits_too_and_one_that_opens_by_itself_does_not(desk: Client) -> None:
    over = {"embargo_until": "2020-01-01T00:00:00+00:00"}
    work = DocumentaryFactory(layers={"sound": over, "picture": {**over, "opens_by_itself": True}})
    waiting = desk.get(reverse("waiting:index")).content.decode()
    assert ("The sound" in waiting, "The picture" in waiting) == (True, False)
    withdraw = verbs(work).withdraw
    withdraw(work)
    assert "The sound" not in desk.get(reverse("waiting:index")).content.decode()
