"""Guessing passwords is slow: so many attempts for one name from one address, then a while of nothing.

Name and address together are locked, so that a stranger cannot lock an archivist out: she gets in from elsewhere. All
names together from one address have a limit too. An attempt is counted before its password is looked at, so that many
at once get no further than one after the other.

What is kept is no name and no address, only keyed hashes of them, and no longer than the lock lasts.
"""

import logging
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)

FORGET_EVERY_SECONDS = 300
ADDRESS_FACTOR = 10  # how many more attempts an address has for all names together
_NETWORK_OF_ONE = 64  # bits of an IPv6 address that one household has; the rest it may choose anew for every request

Key = tuple[str, str]


class Handler(AxesDatabaseHandler):
    """What django-axes asks at every attempt to log in."""

    def is_allowed(self, request: HttpRequest, credentials: dict[str, object] | None = None) -> bool:
        """Count this attempt, and say whether its password may be looked at."""
        name = _name(credentials)
        address = address_of(request)
        allowed = _count(_key("", address), settings.LOGIN_ATTEMPTS * ADDRESS_FACTOR) and _count(
            _key(name, address), settings.LOGIN_ATTEMPTS
        )
        if not allowed:
            request.axes_locked_out = True  # type: ignore[attr-defined]
            _tell(name)
        return allowed

    def user_login_failed(
        self, sender: object, credentials: dict[str, object], request: HttpRequest | None = None, **kwargs: object
    ) -> None:
        """It was counted before; nothing more is kept of it."""

    def user_logged_in(self, sender: object, request: HttpRequest, user: User, **kwargs: object) -> None:
        """Whoever knows the password was not guessing."""
        address = address_of(request)
        _rows(_key(user.get_username(), address)).delete()
        with transaction.atomic():
            row = _rows(_key("", address)).select_for_update().first()
            if row is not None:
                row.failures_since_start = max(0, row.failures_since_start - 1)
                row.save(update_fields=["failures_since_start"])

    def user_logged_out(self, sender: object, request: HttpRequest, user: User, **kwargs: object) -> None:
        """Nobody's hours are kept."""

    def reset_attempts(
        self, *, ip_address: str | None = None, username: str | None = None, ip_or_username: bool = False
    ) -> int:
        """Unlock one name, or all; an address cannot be named, because none is kept."""
        rows = AccessAttempt.objects.all()
        return int((rows.filter(username=_hash(username)) if username else rows).delete()[0])


def take(what: str, request: HttpRequest) -> bool:
    """Count one use of something else that may be done only so often from one address; False when it is too often."""
    # No form lets a name with this letter through, so nobody's name is `what`.
    return _count(_key(f"\0{what}", address_of(request)), settings.LOGIN_ATTEMPTS)


def _count(key: Key, limit: int) -> bool:
    """Note one more attempt; False, and nothing noted, when there were `limit` since the last pause."""
    now = timezone.now()
    name, address = key
    with transaction.atomic():
        row, _ = AccessAttempt.objects.select_for_update().get_or_create(
            username=name, ip_address=address, user_agent="", defaults={"failures_since_start": 0}
        )
        if row.attempt_time <= now - lock_time():
            row.failures_since_start = 0
        if row.failures_since_start >= limit:
            return False
        row.failures_since_start += 1
        row.attempt_time = now
        row.save(update_fields=["failures_since_start", "attempt_time"])
    return True


def lock_time() -> timedelta:
    """How long a lock lasts, and how long anything is kept."""
    return timedelta(minutes=settings.LOGIN_LOCK_MINUTES)


def forget() -> int:
    """Delete what no lock needs any more; returns how much that was. A worker does it every few minutes."""
    return int(AccessAttempt.objects.filter(attempt_time__lte=timezone.now() - lock_time()).delete()[0])


def address_of(request: HttpRequest) -> str:
    """Whose attempt this is: behind a proxy, the last address in X-Forwarded-For, which the proxy itself has written.

    What a client puts there before it, or sends without a proxy, is not believed.
    """
    given = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        given = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rsplit(",", 1)[-1].strip() or given
    try:
        address = ip_address(given)
    except ValueError:
        return given
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ip_network((address, _NETWORK_OF_ONE), strict=False))
    return str(address)


def locked_out(request: HttpRequest, *_: object) -> HttpResponse:
    """The page for whoever has to wait; before the admin's door, in the language of her browser."""
    language = translation.get_language()
    if request.path.startswith(reverse("wagtailadmin_home")):
        language = translation.get_language_from_request(request)
    with translation.override(language):
        page = render(request, "429.html", {"minutes": settings.LOGIN_LOCK_MINUTES}, status=429)
    page["Retry-After"] = str(int(lock_time().total_seconds()))
    page["Content-Language"] = str(language)
    return page


def _tell(name: str) -> None:
    """Only names of ours: in the place of a name people type passwords, too."""
    if User.objects.filter(username=name).exists():
        logger.warning("Too many attempts to log in as %s from one address; it has to wait.", name)


def _name(credentials: dict[str, object] | None) -> str:
    return str((credentials or {}).get(User.USERNAME_FIELD) or "")


def _rows(key: Key) -> QuerySet[AccessAttempt]:
    return AccessAttempt.objects.filter(username=key[0], ip_address=key[1])


def _key(name: str, address: str) -> Key:
    """The columns for a name and an address: keyed hashes, the second in the form of an address of no network."""
    digest = salted_hmac("config.accounts.address", f"{name}\n{address}", algorithm="sha256").digest()
    return _hash(name), str(IPv6Address(b"\xfd" + digest[:15]))


def _hash(name: str) -> str:
    return salted_hmac("config.accounts.name", name, algorithm="sha256").hexdigest()
