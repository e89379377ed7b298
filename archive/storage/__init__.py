"""Where files lie. Two stores: originals, written once and never touched; renditions, built anew at need."""

from django.conf import settings

from archive.storage import accel
from archive.storage.base import Store
from archive.storage.local import LocalStore

__all__ = ["Store", "originals", "renditions"]


def originals() -> Store:
    return LocalStore(settings.ORIGINALS_DIR)


def renditions() -> Store:
    return LocalStore(settings.RENDITIONS_DIR, accel.RENDITIONS if settings.ACCEL else "")
