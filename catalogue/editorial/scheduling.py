"""Editorial pages that come and go by themselves: a page may say when it opens and when its time is over.

The worker carries both out. A closing is never late: whoever asks for a page asks `in_time` too, worker or no worker.
Works and names offer neither; what opens and closes them is their rule.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from wagtail.models import Page, Revision

logger = logging.getLogger(__name__)

EVERY_SECONDS = 60.0


def in_time(pages: QuerySet[Page], at: datetime | None = None) -> QuerySet[Page]:
    """Those of the pages whose time is not over."""
    return pages.exclude(expire_at__lte=at or timezone.now())


def serve_in_time(page: Page, *args: object) -> None:
    """Before a page is served: one whose time is over answers like nothing, whoever asks."""
    if page.expire_at is not None and page.expire_at <= timezone.now():
        raise Http404


def carry_out(at: datetime | None = None) -> None:
    """Publish what was to open by now and unpublish what was to close. A page that fails is logged; the others go on.

    Opening comes first, so that a page whose two moments have both passed ends up closed.
    """
    at = at or timezone.now()
    waiting = Revision.page_revisions.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at")
    for key in list(waiting.values_list("pk", flat=True)):
        _attempt(_open, key, at)
    over = Page.objects.filter(live=True, expire_at__lte=at).order_by("expire_at")
    for key in list(over.values_list("pk", flat=True)):
        _attempt(_close, key, at)


def _attempt(act: Callable[[int, datetime], None], key: int, at: datetime) -> None:
    try:
        with transaction.atomic():
            act(key, at)
    except Exception:
        logger.exception("The page's scheduled change %s of %s failed.", act.__name__, key)


def _open(key: int, at: datetime) -> None:
    # Another worker, or an archivist, may have been quicker.
    revision = Revision.objects.select_for_update().filter(pk=key, approved_go_live_at__lte=at).first()
    if revision is not None:
        revision.publish(log_action="wagtail.publish.scheduled")


def _close(key: int, at: datetime) -> None:
    page = Page.objects.select_for_update().filter(pk=key, live=True, expire_at__lte=at).first()
    if page is None:
        return
    # Wagtail's unpublishing calls off what was to open later, which nobody asked for here.
    later = dict(page.revisions.filter(approved_go_live_at__gt=at).values_list("pk", "approved_go_live_at"))
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    for revision, moment in later.items():
        Revision.objects.filter(pk=revision).update(approved_go_live_at=moment)
