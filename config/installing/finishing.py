"""The second half of `manage.py setup`: everything that an empty archive needs, made where it is missing."""

from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.utils.html import format_html
from django.utils.translation import gettext, override

from catalogue.editorial import skeleton
from catalogue.editorial.skeleton import Welcome
from config import dotenv
from config.choosing import Unsettled
from config.installing.asking import Asker, something
from demo.account_list import ACCOUNTS
from search.index import build

ONLY_OURS = 0o700
# A proxy in the archive's group may walk to the static files and read them, and nothing else.
WALKED_THROUGH, LOOKED_INTO, READ = 0o710, 0o750, 0o640
OTHERS, GROUP_AND_OTHERS = 0o007, 0o077


def finish(asker: Asker, say: Callable[[str], object]) -> None:
    """Make what is missing, and tell with `say` what was made. Raises Unsettled where an answer is missing."""
    refuse_known_passwords()
    folders()
    if "auth_user" not in connection.introspection.table_names():
        say("Making the database …")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    close_to_others()
    for language in front_pages(asker):
        say(f"Made the front page in {language}.")
    if build.mend() is not None:
        say("Made the search index.")


def refuse_known_passwords() -> None:
    """A folder with the demonstration in it must not go live: everybody can read its passwords."""
    if "auth_user" not in connection.introspection.table_names():
        return
    for account in ACCOUNTS:
        user = User.objects.filter(username=account.name, is_active=True).first()
        if user is not None and user.check_password(account.password):
            raise Unsettled(
                f"The database {connection.settings_dict['NAME']} holds the demonstration, whose passwords everybody "
                "can read. Set the archive up in another folder, or give ROSTARKIVET_VAR_DIR another place."
            )


def folders() -> None:
    """Every folder that the archive writes to; nobody else may enter one that is made here."""
    for folder in _folders():
        try:
            folder.mkdir(mode=ONLY_OURS, parents=True, exist_ok=True)
        except OSError as error:
            raise Unsettled(f"The folder {folder} cannot be made ({error.strerror}).") from error


def close_to_others() -> None:
    """Take from other users of this machine what an earlier umask gave them; a group keeps what it has of folders."""
    for folder in _folders():
        _take(folder, OTHERS)
    for path in _secret_files():
        _take(path, GROUP_AND_OTHERS)
    settings.VAR_DIR.chmod(WALKED_THROUGH)
    for path in (settings.STATIC_ROOT, *settings.STATIC_ROOT.rglob("*")):
        path.chmod(LOOKED_INTO if path.is_dir() else READ)


def _folders() -> list[Path]:
    names = ("VAR_DIR", "ORIGINALS_DIR", "RENDITIONS_DIR", "WORK_DIR", "SEARCH_DIR", "MEDIA_ROOT", "STATIC_ROOT")
    return [Path(getattr(settings, name)) for name in names]


def _secret_files() -> Iterator[Path]:
    env = dotenv.file()
    if env is not None:
        yield env
    if connection.vendor == "sqlite":
        database = str(connection.settings_dict["NAME"])
        yield from (Path(database + ending) for ending in ("", "-wal", "-shm"))


def _take(path: Path, bits: int) -> None:
    if path.exists() and path.stat().st_mode & bits:
        path.chmod(path.stat().st_mode & 0o777 & ~bits)


def front_pages(asker: Asker) -> list[str]:
    """The front pages that are missing, naming the organisation; returns their languages."""
    missing = [language for language in skeleton.languages() if language not in skeleton.homes()]
    name = asker.ask("organisation", "Name of the organisation", check=something) if missing else ""
    return skeleton.lay({language: _welcome(name, language) for language in skeleton.languages()})


def _welcome(organisation: str, language: str) -> Welcome:
    with override(language):
        words = gettext("The archive of %(organisation)s: films, radio and books, searchable down to the second.")
    return Welcome(settings.WAGTAIL_SITE_NAME, format_html("<p>{}</p>", words % {"organisation": organisation}))
