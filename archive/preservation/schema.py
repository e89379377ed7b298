"""Which migrations a database has had, and its tables brought up to date, whatever kind it is of.

The admin's own index (Wagtail's) has other tables in an SQLite file than on PostgreSQL, and the program knows those of
the kind that it was started with, and no others. It holds nothing that cannot be made again, so it stays out of all
that is done here.
"""

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _
from wagtail.search.models import IndexEntry

from archive.exceptions import PreservationFailed

INDEX = "wagtailsearch"

Migration = tuple[str, str]


def known() -> set[Migration]:
    """Every migration that this program has, those that others have replaced among them."""
    loader = MigrationLoader(None)
    return {*loader.disk_migrations, *(old for new in loader.disk_migrations.values() for old in new.replaces)}


def refuse_unfit(alias: str) -> None:
    """Raise PreservationFailed for a database that has not had exactly the migrations of this program."""
    loader = MigrationLoader(connections[alias])
    name = connections[alias].settings_dict["NAME"]
    had = set(loader.applied_migrations)
    if lacking := sorted(node for node in loader.graph.nodes if node not in had and node[0] != INDEX):
        raise PreservationFailed(
            _("The database %(name)s is not up to date (%(migration)s): run `manage.py migrate` on it first.")
            % {"name": name, "migration": ".".join(lacking[0])}
        )
    if newer := sorted(one for one in had - known() if one[0] != INDEX):
        raise PreservationFailed(
            _("The database %(name)s is of a newer version of the archive (%(migration)s): install that first.")
            % {"name": name, "migration": ".".join(newer[0])}
        )


def migrate() -> None:
    """Bring the connected database up to date; one that is not of the program's own kind has tables already."""
    if _is_of_another_kind():
        _say_that_the_index_is_made()
    call_command("migrate", interactive=False, verbosity=0)


def make_the_index() -> None:
    """Fill the admin's own index of pages and pictures, where the connected database has one for this program."""
    if not _is_of_another_kind():
        call_command("update_index", verbosity=0)


def _is_of_another_kind() -> bool:
    for_sqlite = IndexEntry._meta.get_field("title").get_internal_type() == "TextField"
    return for_sqlite != (connections[DEFAULT_DB_ALIAS].vendor == "sqlite")


def _say_that_the_index_is_made() -> None:
    recorder = MigrationRecorder(connection)
    had = recorder.applied_migrations()
    for app, name in sorted(MigrationLoader(None).disk_migrations):
        if app == INDEX and (app, name) not in had:
            recorder.record_applied(app, name)
