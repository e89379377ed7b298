"""The tables of the archive in a database: how many rows each has, and whether anybody has used it yet."""

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from archive.exceptions import PreservationFailed
from archive.preservation.schema import INDEX

MIGRATIONS = "django_migrations"
# What migrations fill: in a database that nobody has used, nothing else has rows.
SEEDED = frozenset(
    {
        "archive_role",
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "catalogue_frame",
        "django_content_type",
        "wagtailcore_collection",
        "wagtailcore_groupapprovaltask",
        "wagtailcore_grouppagepermission",
        "wagtailcore_locale",
        "wagtailcore_page",
        "wagtailcore_site",
        "wagtailcore_task",
        "wagtailcore_workflow",
        "wagtailcore_workflowtask",
    }
)

Counts = dict[str, int]


def models() -> list[type[Model]]:
    """What has a table of its own, but the admin's index."""
    return [model for model in _all() if model._meta.app_label != INDEX]


def count(alias: str = DEFAULT_DB_ALIAS) -> Counts:
    """The rows of each table."""
    return {model._meta.db_table: QuerySet(model, using=alias).count() for model in models()}


def refuse_used(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Raise PreservationFailed where more is than what migrations make; a database without tables is not used."""
    there = _names(alias)
    for model in models():
        table = model._meta.db_table
        if table in there and table not in SEEDED and QuerySet(model, using=alias).exists():
            raise PreservationFailed(
                _("The database %(name)s is not empty (there are rows in %(table)s): name another, or make a new one.")
                % {"name": connections[alias].settings_dict["NAME"], "table": table}
            )


def refuse_strange(alias: str) -> None:
    """Raise PreservationFailed where a table that this program does not know has rows, which would be lost."""
    known = {MIGRATIONS, *(model._meta.db_table for model in _all())}
    connection = connections[alias]
    for name in sorted(_names(alias) - known):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(name)} LIMIT 1")  # noqa: S608 - its own name
            strange = not name.startswith(INDEX) and cursor.fetchone()
        if strange:
            raise PreservationFailed(
                _("The database %(name)s has rows in a table that the archive does not know: move %(table)s away.")
                % {"name": connection.settings_dict["NAME"], "table": name}
            )


def clear(alias: str) -> None:
    """Remove every row, in the transaction that is open."""
    connection, there = connections[alias], _names(alias)
    with connection.cursor() as cursor:
        for model in _all():
            if model._meta.db_table in there:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - ours


def _all() -> list[type[Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy]


def _names(alias: str) -> set[str]:
    return set(connections[alias].introspection.table_names())
