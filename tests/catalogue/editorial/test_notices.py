"""Mails about what waits for approval: to nobody who may not see it."""

import weakref
from typing import Any

import pytest
from django.contrib.auth.models import User
from wagtail.models import TaskState

from catalogue import policy
from catalogue.editorial import notices
from catalogue.models import Documentary
from tests.catalogue.admin.test_wagtail_views import HIDDEN, in_moderation
from tests.catalogue.factories import DocumentaryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("withdrawn", "told"), [(False, ["translator@example.org"]), (True, [])])
def test_a_mail_about_a_work_goes_to_none_who_may_not_see_it(
    translator: User, archivist: User, mailoutbox: list[Any], withdrawn: bool, told: list[str]
) -> None:
    User.objects.filter(pk=translator.pk).update(email="translator@example.org")
    work = DocumentaryFactory(titles={"sv": HIDDEN}, withdrawn=withdrawn)
    in_moderation(work, archivist, "Translators")
    recipients = notices.TaskSubmitted().get_valid_recipients(TaskState.objects.get(), user=archivist)
    assert [person.email for person in recipients] == told
    assert HIDDEN not in "".join(mail.subject + mail.body for mail in mailoutbox if withdrawn)


def test_nor_does_the_answer_to_whoever_sent_it_there(translator: User, archivist: User, mailoutbox: list[Any]) -> None:
    User.objects.filter(pk=translator.pk).update(email="translator@example.org")
    translator.refresh_from_db()
    work = DocumentaryFactory(titles={"sv": HIDDEN})
    in_moderation(work, translator, "Archivists")
    policy.withdraw(work)
    state = Documentary.objects.get().current_workflow_state
    state.current_task_state.reject(user=archivist)
    assert [mail.to for mail in mailoutbox] == []


def test_every_mail_of_wagtails_about_approval_is_sent_by_one_of_ours() -> None:
    for signal, _, notifier, name in notices.NOTIFIERS:
        ours = [each for each in signal.receivers if each[0][0] == name]
        assert len(ours) == 1
        receiver = ours[0][1]
        assert (receiver() if isinstance(receiver, weakref.ref) else receiver) is notifier
