"""Whether this archive sends mail at all: by default nothing leaves it."""

from django.conf import settings


def sends_mail() -> bool:
    """Whether there is a mail server."""
    return not settings.EMAIL_BACKEND.endswith(".console.EmailBackend")
