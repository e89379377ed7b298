"""Mail to those whose turn it is, where the archive sends mail at all. It names no recording: others may read it."""

import logging
from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _
from wagtail.users.models import UserProfile

from archive.mail import sends_mail
from subtitles.models import Assignment, Step, Track

logger = logging.getLogger(__name__)

ASSIGNED = _("Work was assigned to you")
WAITS = _("A track waits for your review")
CAME_BACK = _("A track that you work on was looked at")


def that_it_is_hers(assignment: Assignment) -> None:
    _tell([assignment.person], ASSIGNED, assignment.track, assignment.by)


def that_it_waits(step: Step) -> None:
    """To those who are to review it."""
    _tell(_assigned(step.track, Assignment.Task.REVIEW), WAITS, step.track, step.by)


def that_it_came_back(step: Step) -> None:
    """To those who translate it, and to whoever sent it."""
    track = step.track
    senders = User.objects.filter(pk__in=track.steps.filter(stage="review").values("by"))
    _tell({*_assigned(track, Assignment.Task.TRANSLATE), *senders}, CAME_BACK, track, step.by)


def _assigned(track: Track, task: str) -> Iterable[User]:
    return User.objects.filter(assignments__track=track, assignments__task=task, assignments__done_at=None).distinct()


def _tell(people: Iterable[User], subject: str, track: Track, by: User | None) -> None:
    """Nobody is told what she did herself."""
    if not sends_mail():
        return
    for person in people:
        if person.email and person.is_active and person != by:
            transaction.on_commit(partial(_send, person, subject, reverse("tracks:work", args=[track.pk])))


def _send(person: User, subject: str, path: str) -> None:
    with override(UserProfile.get_for_user(person).get_preferred_language()):
        said = gettext(subject)
    try:
        send_mail(said, f"{said}:\n\n{settings.WAGTAILADMIN_BASE_URL}{path}\n", None, [person.email])
    except OSError:  # of which SMTP's errors are a kind; the panel on the front page says the same
        logger.warning("A mail about track work could not be sent.", exc_info=True)
