"""What must never go into a live archive, by whatever way it comes."""

from django.conf import settings
from django.core.management.base import CommandError

from config.installing import marking


def refuse_demonstration() -> None:
    """Raise CommandError in a live archive."""
    if settings.LIVE or marking.is_marked():
        raise CommandError(
            "This is a live archive, and the demonstration's accounts have passwords that everybody can read. "
            "Load it in another folder, with `make demo`."
        )
