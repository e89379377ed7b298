from argparse import ArgumentParser
from collections.abc import Callable

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from archive import closing


class Command(BaseCommand):
    help = "Close the archive for everybody outside the admin, at once and without the database; --open opens it again."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reason", default="", help="why, for the colleague who finds the archive closed")
        parser.add_argument("--open", action="store_true", dest="open_again", help="open the archive again")
        parser.add_argument("--state", action="store_true", dest="only_state", help="only say whether it is closed")

    def handle(self, *, reason: str, open_again: bool, only_state: bool, **options: object) -> None:
        if only_state:
            self.stdout.write(state())
        elif open_again:
            was_closed = attempt(closing.open_again)
            self.stdout.write("The archive is open again." if was_closed else "The archive was open.")
        else:
            wrote_reason = attempt(lambda: closing.close(reason))
            self.stdout.write(state())
            if not wrote_reason:
                self.stderr.write("The reason could not be written down: is the disk full?")


def state() -> str:
    if not closing.is_closed():
        return "The archive is open."
    reason = closing.reason()
    return f"The archive is closed for everybody outside the admin{f': {reason}' if reason else '.'}"


def attempt(verb: Callable[[], bool]) -> bool:
    """Do it. Raises CommandError that says the way out where the file cannot be changed."""
    try:
        return verb()
    except OSError as error:
        raise CommandError(
            f"{settings.CLOSED_FILE} cannot be changed ({error.strerror}). Run the command as the user that the web "
            "server runs as; if that does not help, stop the web server, which closes everything too."
        ) from error
