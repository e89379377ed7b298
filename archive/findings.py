"""What `manage.py doctor` sees of the archive's own parts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import durable, health, sandbox, storage
from archive.health import Seen, State
from archive.models import Job, Original, RenditionSet
from archive.preservation import backup
from archive.storage import Store
from archive.storage.local import LocalStore

WAITS = timedelta(minutes=5)  # for so long a job waits only where nobody works
LATELY = timedelta(days=1)
BACKED_UP = timedelta(days=2)


def register_all() -> None:
    health.register("database", gettext_lazy("Database"), database)
    health.register("originals", gettext_lazy("Originals"), originals)
    health.register("renditions", gettext_lazy("Renditions"), renditions)
    health.register("work", gettext_lazy("Unfinished work"), work_folder)
    health.register("ffmpeg", gettext_lazy("ffmpeg"), ffmpeg)
    health.register("jobs", gettext_lazy("Jobs and workers"), jobs)
    health.register("backup", gettext_lazy("Backups"), backups)


def database() -> Seen:
    where = f"{connection.vendor}: {connection.settings_dict['NAME']}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if connection.vendor != "sqlite":
        return Seen(where=where)
    hosts = {name.partition(":")[0] for name in _lately().exclude(worker="").values_list("worker", flat=True)}
    if len(hosts) > 1:
        advice = _("Workers on %(hosts)s share it, which an SQLite file does not bear: move to PostgreSQL.")
        return Seen(State.WRONG, where, advice=advice % {"hosts": ", ".join(sorted(hosts))})
    return replace(health.of_folder(Path(connection.settings_dict["NAME"]).parent), where=where)


def originals() -> Seen:
    newest = Original.objects.order_by("-pk").values_list("key", flat=True).first()
    advice = _("The newest original is not there: does this machine see the same folder as the others?")
    return _store(storage.originals(), lambda store: newest is None or store.exists(newest), advice)


def renditions() -> Seen:
    newest = RenditionSet.objects.filter(superseded_at=None).values_list("directory", flat=True).first()
    advice = _("The newest renditions are not there: does this machine see the same folder as the others?")
    return _store(storage.renditions(), lambda store: newest is None or bool(store.stat_tree(newest)), advice)


def _store(store: Store, holds: Callable[[Store], bool], advice: str) -> Seen:
    seen = health.of_folder(store.root) if isinstance(store, LocalStore) else Seen(where=store.where)
    if isinstance(store, LocalStore) and not durable.writable(store.root):
        return replace(seen, state=State.WRONG, advice=_("It cannot be written to: see `manage.py check`."))
    return seen if holds(store) else replace(seen, state=State.WRONG, advice=advice)


def work_folder() -> Seen:
    return health.of_folder(Path(settings.WORK_DIR))


def ffmpeg() -> Seen:
    path = sandbox.ffmpeg_path()
    if durable.runnable(path) and durable.runnable(sandbox.ffprobe_path()):
        return Seen(where=path)
    return Seen(State.WRONG, path, advice=_("ffmpeg or ffprobe cannot be started: see `manage.py check`."))


def jobs() -> Seen:
    waiting, failed = Job.objects.due().count(), _lately().filter(state=Job.State.FAILED).count()
    full = _("%(waiting)d waiting, %(failed)d failed since yesterday") % {"waiting": waiting, "failed": failed}
    if Job.objects.abandoned().exists():
        return Seen(
            State.WRONG, full=full, advice=_("A worker died in the middle of a job, and no other took it over.")
        )
    is_idle = not Job.objects.filter(state=Job.State.RUNNING).exists()
    if is_idle and Job.objects.due().filter(created_at__lt=Now() - WAITS).exists():
        return Seen(State.WRONG, full=full, advice=_("No worker runs: start `manage.py worker`."))
    if failed:
        return Seen(State.NOTE, full=full, advice=_("Look at the page Jobs in the admin."))
    return Seen(full=full)


def _lately() -> "QuerySet[Job]":
    return Job.objects.filter(created_at__gt=Now() - LATELY)


def backups() -> Seen:
    path = backup.last()
    if not path.exists():
        return Seen(State.NOTE, advice=_("None was made yet: see docs/backup-and-restore.md."))
    age = timezone.now() - datetime.fromisoformat(path.read_text())
    full = _("the last one %(days)d days ago") % {"days": age.days}
    if age > BACKED_UP:
        return Seen(State.WRONG, full=full, advice=_("Let `manage.py backup` run every night."))
    return Seen(full=full)
