"""Persons who may see one work whatever its rule says, and the readers who ask for it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from archive import events, grants
from archive.access import viewer_of
from archive.models import Grant
from catalogue import asking, policy
from catalogue.models import AccessRequest, Work
from tests.catalogue.factories import DocumentaryFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def desk(client_of: ClientOf, archivist: User) -> Client:
    return client_of(archivist)


@pytest.fixture
def work() -> Work:
    made: Work = DocumentaryFactory(audience="staff")
    return made


def page_of(work: Work) -> str:
    return reverse("catalogue_admin:persons", args=[work.pk])


def asked(work: Work, **about: object) -> AccessRequest:
    said = {"name": "Reader", "email": "reader@example.org", "purpose": "A book.", "language": "sv"}
    return AccessRequest.objects.create(work=work, **{**said, **about})


def test_a_member_is_given_a_work_for_a_time_and_it_is_taken_back(
    desk: Client, work: Work, researcher: User, archivist: User
) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    desk.post(page_of(work), {"user": researcher.pk, "until": f"{tomorrow:%Y-%m-%d}", "because": "Her book."})
    grant = Grant.objects.get()
    assert (grant.user, grant.because, grant.granted_by) == (researcher, "Her book.", archivist)
    assert Work.objects.visible_to(viewer_of(researcher)).get() == Work.objects.get()
    assert "Her book." in desk.get(page_of(work)).content.decode()
    desk.post(page_of(work), {"take_back": grant.pk})
    assert not Work.objects.visible_to(viewer_of(researcher)).exists()


@pytest.mark.parametrize("until", ["2020-01-01", "soon"])
def test_a_grant_that_has_no_moment_to_come_is_refused(desk: Client, work: Work, researcher: User, until: str) -> None:
    page = desk.post(page_of(work), {"user": researcher.pk, "until": until})
    assert (list(page.context["form"].errors), Grant.objects.count()) == (["until"], 0)


def test_a_request_waits_and_giving_access_answers_it(desk: Client, work: Work, researcher: User) -> None:
    researcher.email = "reader@example.org"
    researcher.save()
    request = asked(work)
    waiting = desk.get(reverse("waiting:index")).content.decode()
    assert ("A book." in waiting, f"{page_of(work)}?request={request.pk}" in waiting) == (True, True)
    page = desk.get(f"{page_of(work)}?request={request.pk}")
    assert page.context["form"]["user"].value() == researcher.pk
    desk.post(f"{page_of(work)}?request={request.pk}", {"user": researcher.pk, "because": "A book."})
    assert (Grant.objects.get().user, AccessRequest.objects.count()) == (researcher, 0)


def test_nothing_is_kept_of_who_was_refused(desk: Client, work: Work) -> None:
    desk.post(page_of(work), {"refuse": asked(work, name="Nobody Known").pk})
    assert AccessRequest.objects.count() == 0
    told = events.about(work).get()
    assert (told.code, "Nobody Known" in str(told.values) + told.name) == ("access.refused", False)


def test_a_request_about_another_work_is_none_of_this_page(desk: Client, work: Work) -> None:
    other = asked(DocumentaryFactory())
    assert desk.get(f"{page_of(work)}?request={other.pk}").context["chosen"] is None
    desk.post(page_of(work), {"refuse": other.pk})
    assert AccessRequest.objects.count() == 1


def test_nobody_but_archivists_reaches_the_page(client_of: ClientOf, translator: User, work: Work) -> None:
    assert client_of(translator).get(page_of(work)).status_code == 404


def test_a_grant_never_opens_what_was_withdrawn(work: Work, researcher: User, archivist: User) -> None:
    asking.give(work, researcher, None, archivist)
    policy.withdraw(work, archivist)
    assert not Work.objects.visible_to(viewer_of(researcher)).exists()


def test_who_has_access_is_called_by_her_name_and_an_end_that_has_passed_is_said(
    desk: Client, work: Work, researcher: User, archivist: User
) -> None:
    researcher.first_name, researcher.last_name = "Rana", "Forskare"
    researcher.save()
    grants.grant(researcher, policy.source(work.pk), timezone.now() - timedelta(days=1), archivist)
    page = desk.get(page_of(work)).content.decode()
    assert ("Rana Forskare (researcher)" in page, "tog slut" in page) == (True, True)


def test_the_pages_carry_their_own_names(desk: Client, work: Work) -> None:
    for address, name in ((page_of(work), "Personer med åtkomst"), (reverse("waiting:index"), "Väntar på dig")):
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", desk.get(address).content.decode(), re.DOTALL)
        assert heading and name in heading[1]
