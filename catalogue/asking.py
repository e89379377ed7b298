"""Asking for what is sealed, and answering: a grant to one person for one work, or a no."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from archive import events, grants
from archive.access import Layer, Viewer
from archive.models import Event, Recording
from catalogue.exceptions import AskedTooOften
from catalogue.models import AccessRequest, Work
from catalogue.policy import source

SEALABLE = (Layer.WORDS, Layer.SOUND, Layer.PICTURE)
# Enough for every reader and too little for whoever wants to fill a disk or bury the others.
OPEN_OF_A_WORK = 20
OPEN_IN_A_DAY = 200


def is_sealed(work: Work, viewer: Viewer, at: datetime | None = None) -> bool:
    """Whether this viewer may know of a recording of the work and not reach all of it."""
    at = at or timezone.now()
    ours = Recording.objects.filter(work_links__work=work).order_by()
    known = set(ours.visible_to(viewer, at).values_list("pk", flat=True))
    return any(known - set(ours.visible_to(viewer, at, layer=layer).values_list("pk", flat=True)) for layer in SEALABLE)


@transaction.atomic
def ask(work: Work, *, name: str, email: str, purpose: str, language: str, user: User | None = None) -> AccessRequest:
    """Put a request before the archivists. Raises AskedTooOften."""
    lately = AccessRequest.objects.filter(asked_at__gte=timezone.now() - timedelta(days=1))
    if lately.count() >= OPEN_IN_A_DAY or AccessRequest.objects.filter(work=work).count() >= OPEN_OF_A_WORK:
        raise AskedTooOften
    events.record(Event.Kind.POLICY, work, "access.asked", agent=user)
    return AccessRequest.objects.create(
        work=work, user=user, name=name, email=email, purpose=purpose, language=language
    )


@transaction.atomic
def give(  # noqa: PLR0917 - who may see what until when, and who says so
    work: Work, user: User, until: datetime | None, by: User, because: str = "", request: AccessRequest | None = None
) -> None:
    """Let a member see a work for a time; that answers the `request`, which is deleted."""
    grants.grant(user, source(work.pk), until, by, because)
    if request is not None:
        request.delete()


@transaction.atomic
def refuse(request: AccessRequest, by: User) -> None:
    """Answer a request with a no; nothing is kept of who asked."""
    events.record(Event.Kind.POLICY, request.work, "access.refused", agent=by)
    request.delete()
