"""The first half of `manage.py setup`: the settings file, before there are any settings of Django's."""

import os
import secrets
from argparse import ArgumentParser
from urllib.parse import urlsplit

from config import choosing, dotenv
from config.installing import asking
from config.installing.asking import Asker

KEY_BYTES = 50
# Options that go into the file under another name.
MAIL = {"mail-user": "EMAIL_USER", "mail-password": "EMAIL_PASSWORD", "mail-from": "FROM_EMAIL"}


def settle(arguments: list[str]) -> None:
    """Write what is missing in the settings file, asking for it; what stands there stays, unless an option names it.

    Raises choosing.Unsettled where an answer is missing or the environment is for development.
    """
    parser = ArgumentParser(add_help=False)
    asking.add_options(parser)
    options = vars(parser.parse_known_args(arguments)[0])
    if {"-h", "--help"} & set(arguments):
        return
    _refuse_development()
    in_environment = os.environ.get(f"{dotenv.PREFIX}SECRET_KEY", choosing.PUBLIC_KEY) != choosing.PUBLIC_KEY
    if dotenv.file() is not None and not in_environment:
        values = _values(options, dotenv.written())
        if values:
            dotenv.write(values)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", choosing.MODULES[choosing.LIVE])


def _refuse_development() -> None:
    module = os.environ.get("DJANGO_SETTINGS_MODULE") or choosing.MODULES[choosing.LIVE]
    if module != choosing.MODULES[choosing.LIVE] or choosing.declared() == choosing.DEVELOPMENT:
        raise choosing.Unsettled(
            "`setup` makes a live archive, and these settings are for development. Unset DJANGO_SETTINGS_MODULE and "
            "ROSTARKIVET_ENV, or run it in another folder; `make demo` is the command for development."
        )


def _values(options: dict[str, object], there: dict[str, str]) -> dict[str, str]:
    """What has to be written to the file."""
    asker = Asker({name: value for name, value in options.items() if isinstance(value, str)}, silent=_silent(options))
    wanted = {"ENV": choosing.LIVE} | _site(asker, there) | _mail(asker, there) | _others(options)
    if "SECRET_KEY" not in there:
        wanted["SECRET_KEY"] = secrets.token_urlsafe(KEY_BYTES)
    return {name: value for name, value in wanted.items() if there.get(name) != value}


def _silent(options: dict[str, object]) -> bool:
    return bool(options["no_input"])


def _site(asker: Asker, there: dict[str, str]) -> dict[str, str]:
    values: dict[str, str] = {}
    if "SITE_NAME" not in there or asker.given.get("site_name"):
        values["SITE_NAME"] = asker.ask(
            "site-name", "Name of the archive", default="Röstarkivet", check=asking.something
        )
    if "LANGUAGES" not in there or asker.given.get("languages"):
        values["LANGUAGES"] = asker.ask(
            "languages", "Languages of the site", default="sv,en,fa", check=asking.languages
        )
    if "BASE_URL" not in there or asker.given.get("base_url"):
        values["BASE_URL"] = url = asker.ask("base-url", "Address of the site", check=asking.address_of_site)
        secure = str(urlsplit(url).scheme == "https").lower()
        # HTTPS ends at the proxy: this web server listens to this machine only, unless somebody changes that.
        values |= {"ALLOWED_HOSTS": str(urlsplit(url).hostname), "HTTPS": secure, "BEHIND_PROXY": secure}
    return values


def _mail(asker: Asker, there: dict[str, str]) -> dict[str, str]:
    named = any(asker.given.get(option.replace("-", "_")) for option in ("mail-host", *MAIL))
    if "EMAIL_HOST" in there and not named:
        return {}
    host = asker.ask("mail-host", "Mail server (empty for none)", default=there.get("EMAIL_HOST", ""))
    values = {"EMAIL_HOST": host}
    if host:
        security = there.get("EMAIL_SECURITY", "starttls")
        values["EMAIL_SECURITY"] = asker.ask(
            "mail-security", "Its security", default=security, check=asking.mail_security
        )
        values["EMAIL_USER"] = asker.ask("mail-user", "Account there", default=there.get("EMAIL_USER", ""))
        password = asker.secret("mail-password", "Its password")
        values["EMAIL_PASSWORD"] = password or there.get("EMAIL_PASSWORD", "")
        sender = there.get("FROM_EMAIL") or values["EMAIL_USER"] or None
        values["FROM_EMAIL"] = asker.ask("mail-from", "Sender of mail", default=sender, check=asking.something)
    return values


def _others(options: dict[str, object]) -> dict[str, str]:
    values: dict[str, str] = {}
    for given in options["set"] if isinstance(options["set"], list) else []:
        name, equals, value = given.partition("=")
        if not equals or not name.replace("_", "").isalnum():
            raise choosing.Unsettled(f"--set {given}: write it as NAME=VALUE, such as PORT=8055.")
        values[name.upper().removeprefix(dotenv.PREFIX)] = value
    return values
