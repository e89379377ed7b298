"""Where files lie. Two stores: originals, written once and never touched; renditions, built anew at need.

Each is a folder on this machine or a part of an S3 bucket, by a setting of its own; who uses one need not know.
"""

from pathlib import Path

from django.conf import settings

from archive.storage.base import Store
from archive.storage.local import LocalStore

__all__ = ["Store", "originals", "originals_of", "renditions"]


def originals() -> Store:
    return originals_of(settings.ORIGINALS_STORE, settings.ORIGINALS_DIR)


def originals_of(kind: str, folder: Path) -> Store:
    """The originals of an archive that may be another than this one: in this folder, or in the bucket."""
    return _store(kind, folder, "originals")


def renditions() -> Store:
    return _store(settings.RENDITIONS_STORE, settings.RENDITIONS_DIR, "renditions")


def _store(kind: str, folder: Path, prefix: str) -> Store:
    if kind == "folder":
        return LocalStore(folder)
    from archive.storage.s3 import configured  # noqa: PLC0415 - boto3 is slow to import, and few archives need it

    return configured(prefix)
