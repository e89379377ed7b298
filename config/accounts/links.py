"""One-time links: with one a person chooses her own password, once, within some days.

Django's token of password resets: it stops working as soon as the password has changed, its owner has logged in, or its
days are over. Nobody else ever knows the password, and nothing has to be kept about the link.
"""

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext, override

SECONDS_OF_A_DAY = 24 * 3600


def days() -> int:
    """How long a link works."""
    return int(settings.PASSWORD_RESET_TIMEOUT) // SECONDS_OF_A_DAY


def one_time(user: User, language: str = "") -> str:
    """The address at which this person chooses a password, in a language of the site."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    with override(language or settings.LANGUAGE_CODE):
        path = reverse("account:choose", args=[key, default_token_generator.make_token(user)])
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def send(user: User, link: str, language: str = "") -> None:
    """Mail the link to its owner; raises OSError (of which SMTP's errors are a kind) when the mail server refuses."""
    with override(language or settings.LANGUAGE_CODE):
        subject = gettext("Choose a password for %(site)s") % {"site": settings.WAGTAIL_SITE_NAME}
        text = gettext(
            "Somebody at %(site)s has made a link for you, with which you choose your own password. Your user name is "
            "%(name)s.\n\n%(link)s\n\nThe link works once, within %(days)s days. If you expected no such mail, do "
            "nothing."
        ) % {"site": settings.WAGTAIL_SITE_NAME, "name": user.get_username(), "link": link, "days": days()}
    send_mail(subject, text, None, [user.email])
