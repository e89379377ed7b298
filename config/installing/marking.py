"""The mark of a live archive in its own database; see config/choosing.py for who reads it."""

from django.conf import settings
from django.db import connections

from config.choosing import ASK_FOR_MARK, LIVE_DATABASE, LIVE_TABLE

WRITE = {
    "sqlite": f"PRAGMA application_id = {LIVE_DATABASE}",
    "postgresql": f"COMMENT ON TABLE django_migrations IS '{LIVE_TABLE}'",
}
READ = {"sqlite": ("PRAGMA application_id", LIVE_DATABASE), "postgresql": (ASK_FOR_MARK, LIVE_TABLE)}


def mark_live(using: str = "default", **kwargs: object) -> None:
    """Let the database say that it is live, whenever live settings have migrated it; nothing takes the mark away."""
    connection = connections[using]
    has_place = connection.vendor == "sqlite" or "django_migrations" in connection.introspection.table_names()
    if settings.LIVE and has_place and not is_marked(using):
        with connection.cursor() as cursor:
            cursor.execute(WRITE[connection.vendor])


def is_marked(using: str = "default") -> bool:
    """Whether the database in use says that it is a live archive's."""
    ask, mark = READ[connections[using].vendor]
    with connections[using].cursor() as cursor:
        cursor.execute(ask)
        return bool(cursor.fetchone() == (mark,))
