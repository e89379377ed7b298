"""Whether what stands around every page is still the same: the menu, which editorial pages make.

Whatever may change it raises its version in its own transaction, and whoever keeps a whole page goes by that version.
A page of the menu whose time will be over is known ahead, as `catalogue.face` knows it of works.
"""

import time

from django.apps import apps
from django.db import transaction
from django.db.models import F, Min, Model, Value
from django.db.models.functions import Greatest
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import post_page_move

from archive.signals import archive_restored
from catalogue.models import Frame

_ONLY = 1


def raise_version(**_: object) -> None:
    """Something of the frame changes in the current transaction. No version is given twice, nor after a restore."""
    now = time.time_ns() // 1000
    ends = Page.objects.live().filter(expire_at__gt=timezone.now()).aggregate(first=Min("expire_at"))["first"]
    with transaction.atomic(savepoint=False):
        Frame.objects.bulk_create([Frame(pk=_ONLY, version=now)], ignore_conflicts=True)
        Frame.objects.filter(pk=_ONLY).update(version=Greatest(F("version") + 1, Value(now)), moment=ends)


def begin(**_: object) -> None:
    """A new database has a frame too."""
    if not Frame.objects.exists():
        raise_version()


def _told_by() -> list[type[Model]]:
    return [PageViewRestriction, Site, Locale, *(model for model in apps.get_models() if issubclass(model, Page))]


def connect() -> None:
    for model in _told_by():
        for signal in (post_save, post_delete):
            signal.connect(raise_version, sender=model, dispatch_uid=f"catalogue.frame.{model.__name__}")
    post_page_move.connect(raise_version, dispatch_uid="catalogue.frame.moved")
    archive_restored.connect(raise_version, dispatch_uid="catalogue.frame.restored")
    post_migrate.connect(begin, sender=apps.get_app_config("catalogue"), dispatch_uid="catalogue.frame.first")
