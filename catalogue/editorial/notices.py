"""Wagtail's mails about what waits for approval name a work by its title: they go to those alone who may see it."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from wagtail.admin import mail
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from archive.access import decide, viewer_of
from archive.models import Protected


class ToThoseWhoMaySee:
    def get_recipient_users(self, state: WorkflowState | TaskState, **kwargs: object) -> Iterable[User]:
        people = super().get_recipient_users(state, **kwargs)  # type: ignore[misc]
        thing = getattr(state, "workflow_state", state).content_object
        if not isinstance(thing, Protected):
            return people
        return {person for person in people if person and decide(viewer_of(person), thing).allowed}


class Submitted(ToThoseWhoMaySee, mail.WorkflowStateSubmissionEmailNotifier):
    pass


class TaskSubmitted(ToThoseWhoMaySee, mail.GroupApprovalTaskStateSubmissionEmailNotifier):
    pass


class Approved(ToThoseWhoMaySee, mail.WorkflowStateApprovalEmailNotifier):
    pass


class Rejected(ToThoseWhoMaySee, mail.WorkflowStateRejectionEmailNotifier):
    pass


# By the name under which Wagtail connects its own of the kind.
NOTIFIERS = (
    (workflow_submitted, WorkflowState, Submitted(), "workflow_state_submitted_email_notification"),
    (task_submitted, TaskState, TaskSubmitted(), "group_approval_task_submitted_email_notification"),
    (workflow_approved, WorkflowState, Approved(), "workflow_state_approved_email_notification"),
    (workflow_rejected, WorkflowState, Rejected(), "workflow_state_rejected_email_notification"),
)


def connect() -> None:
    """Take the places of Wagtail's own: those it has connected already, or those it will find taken."""
    for signal, sender, notifier, name in NOTIFIERS:
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(notifier, sender=sender, dispatch_uid=name)
