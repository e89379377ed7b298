"""The mark of a live archive in its own database; see config/choosing.py for who reads it."""

from django.conf import settings
from django.db import connections

from config.choosing import LIVE_DATABASE


def mark_live(using: str = "default", **kwargs: object) -> None:
    """Let the database say that it is live, whenever live settings have migrated it; nothing takes the mark away."""
    connection = connections[using]
    if settings.LIVE and connection.vendor == "sqlite" and not is_marked(using):
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA application_id = {LIVE_DATABASE}")


def is_marked(using: str = "default") -> bool:
    """Whether the database in use says that it is a live archive's."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA application_id")
        return bool(cursor.fetchone() == (LIVE_DATABASE,))
