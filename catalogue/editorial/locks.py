"""Locks that a person put on a page or a work: they hold against changing, unpublishing, moving and deleting it.

They never hold against a rule: withdrawing passes every lock. Nor does a workflow or a moment to come hold against
taking a page or a work down; those locks are about changing what it says.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.admin.utils import quote
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.action_menu import UnpublishMenuItem as PageUnpublishItem
from wagtail.admin.utils import get_user_display_name
from wagtail.locks import BasicLock
from wagtail.models import LockableMixin, Page
from wagtail.snippets.action_menu import UnpublishMenuItem

WITH_ALL_BELOW = ("delete", "move")


def locked_by_another(things: Iterable[Model], user: User | AnonymousUser) -> LockableMixin | None:
    """The first of these that somebody else locked by hand; None if there is none."""
    held = (thing for thing in things if isinstance(thing, LockableMixin) and thing.locked)
    return next((thing for thing in held if BasicLock(thing).for_user(user)), None)


def with_all_below(page: Page) -> QuerySet[Page]:
    """The locked ones among a page and its descendants."""
    return page.get_descendants(inclusive=True).filter(locked=True)


def refuse(request: HttpRequest, things: Iterable[Model]) -> HttpResponse | None:
    """Say who locked what, and since when, and go to where it is unlocked; None where nothing is locked."""
    held = locked_by_another(things, request.user)
    if held is None:
        return None
    messages.error(request, sentence(held))
    return HttpResponseRedirect(edit_url(held))


def sentence(thing: LockableMixin) -> str:
    title = thing.get_admin_display_title() if isinstance(thing, Page) else str(thing)
    who = get_user_display_name(thing.locked_by) if thing.locked_by else _("somebody")
    since = date_format(timezone.localtime(thing.locked_at), "DATETIME_FORMAT") if thing.locked_at else "–"
    return _("“%(title)s” has been locked by %(who)s since %(since)s; unlock it first.") % {
        "title": title,
        "who": who,
        "since": since,
    }


def edit_url(thing: LockableMixin) -> str:
    if isinstance(thing, Page):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    return reverse(thing.snippet_viewset.get_url_name("edit"), args=[quote(thing.pk)])


# --- What Wagtail asks before it does something ---------------------------------------------------------------


def before_page_goes(request: HttpRequest, page: Page, *args: object) -> HttpResponse | None:
    """Before a page is deleted or moved, with all below it."""
    return refuse(request, with_all_below(page))


def before_page_is_unpublished(request: HttpRequest, page: Page) -> HttpResponse | None:
    return refuse(request, with_all_below(page) if request.POST.get("include_descendants") else [page])


def before_work_is_unpublished(request: HttpRequest, work: Model) -> HttpResponse | None:
    return refuse(request, [work])


def before_works_are_deleted(request: HttpRequest, things: Iterable[Model]) -> HttpResponse | None:
    return refuse(request, things)


def before_many(request: HttpRequest, action: str, things: Iterable[Model], view: object) -> HttpResponse | None:
    """Before one action on many things: one that is locked stops it for all, so that nothing is done by halves."""
    below = action in WITH_ALL_BELOW or request.POST.get("include_descendants")
    for thing in things:
        refused = refuse(request, with_all_below(thing) if below and isinstance(thing, Page) else [thing])
        if refused is not None:
            return refused
    return None


# --- The way down stays in the menu ---------------------------------------------------------------------------


def offer_unpublishing_page(items: list[ActionMenuItem], request: HttpRequest, context: Mapping[str, Any]) -> None:
    page = context.get("page")
    if context.get("locked_for_user") and page is not None and page.permissions_for_user(request.user).can_unpublish():
        _append(items, PageUnpublishItem(order=10_001))


def offer_unpublishing_work(items: list[ActionMenuItem], request: HttpRequest, context: Mapping[str, Any]) -> None:
    if context.get("locked_for_user") and UnpublishMenuItem().is_shown({**context, "locked_for_user": False}):
        _append(items, UnpublishMenuItem(order=10_001))


def _append(items: list[ActionMenuItem], item: ActionMenuItem) -> None:
    if all(each.name != item.name for each in items):
        items.append(item)
