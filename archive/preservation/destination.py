"""Where a backup may stand, and which older ones make room for it."""

import re
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from archive import durable
from archive.exceptions import PreservationFailed

PLAIN, ENCRYPTED = ".tar", ".tar.age"
NAME = re.compile(r"rostarkivet-\d{8}T\d{6}Z\.tar(\.age)?")
STORES = ("ORIGINALS_DIR", "RENDITIONS_DIR", "WORK_DIR", "SEARCH_DIR", "MEDIA_ROOT", "STATIC_ROOT")


def name_in(wanted: Path, *, encrypted: bool) -> Path:
    """The full name of a new backup in a folder, or the file that was named. Raises PreservationFailed."""
    path = _named(wanted.absolute(), ENCRYPTED if encrypted else PLAIN)
    folder = path.parent.resolve()
    for store in (Path(getattr(settings, name)).resolve() for name in STORES):
        if folder == store or store in folder.parents:
            raise PreservationFailed(
                _("%(folder)s is a part of the archive itself: a backup belongs elsewhere, best on another disk.")
                % {"folder": folder}
            )
    if not folder.is_dir() or not durable.writable(folder):
        raise PreservationFailed(_("The folder %(folder)s cannot be written to.") % {"folder": folder})
    if path.exists():
        raise PreservationFailed(_("%(path)s is there already: choose another name.") % {"path": path})
    return path


def _named(path: Path, ending: str) -> Path:
    if path.is_dir():
        # No folder is made here: one that is missing is a disk that is not mounted.
        return path / f"rostarkivet-{timezone.now():%Y%m%dT%H%M%SZ}{ending}"
    if not path.name.endswith((PLAIN, ENCRYPTED)):
        raise PreservationFailed(
            _("There is no folder %(path)s: make it, or mount the disk it lies on.") % {"path": path}
        )
    if not path.name.endswith(ending):
        raise PreservationFailed(_("The name of this backup must end with %(ending)s.") % {"ending": ending})
    return path


def rotate(newest: Path, keep: int) -> list[Path]:
    """Remove all but the `keep` newest backups beside this one, none for 0; returns what was removed."""
    ours = sorted(path for path in newest.parent.iterdir() if NAME.fullmatch(path.name))
    old = [path for path in ours[: max(0, len(ours) - keep)] if path != newest] if keep else []
    for path in old:
        path.unlink()
    return old


def warnings_about(target: Path) -> list[str]:
    """What is unwise about this place."""
    # Where the originals lie in a bucket, it is the database that the disk must not be shared with.
    ours = settings.ORIGINALS_DIR if settings.ORIGINALS_STORE == "folder" else settings.ROSTARKIVET_LEDGER
    if target.stat().st_dev == Path(ours).parent.stat().st_dev:
        return [_("The backup lies on the same disk as the archive: take a copy elsewhere.")]
    return []
