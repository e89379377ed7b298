"""What `manage.py doctor` sees of the settings."""

from django.conf import settings
from django.core import checks
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import health
from archive.health import Seen, State
from config.choosing import PUBLIC_KEY

SHORTEST_KEY = 40  # characters


def register_all() -> None:
    health.register("key", gettext_lazy("Secret key"), secret_key)
    health.register("settings", gettext_lazy("Settings"), all_settings)


def secret_key() -> Seen:
    if settings.LIVE and (settings.SECRET_KEY == PUBLIC_KEY or len(settings.SECRET_KEY) < SHORTEST_KEY):
        return Seen(State.WRONG, advice=_("It can be guessed: `manage.py setup` makes a long one."))
    return Seen()


def all_settings() -> Seen:
    """What the system checks say, each of which has a hint of its own."""
    said = [message for message in checks.run_checks() if not message.is_silenced()]
    if not said:
        return Seen()
    worst = State.WRONG if any(message.is_serious() for message in said) else State.NOTE
    full = ", ".join(sorted({message.id or "" for message in said}))
    return Seen(worst, full=full, advice=_("Run `manage.py check`, which says what to do."))
