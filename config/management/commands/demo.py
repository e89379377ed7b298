import socket
from contextlib import closing

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from config import dotenv
from config.installing.guarding import refuse_demonstration
from demo.load import Loaded, load


class Command(BaseCommand):
    help = "Prepare the demonstration: database, static files and collection. `make demo` then starts the servers."

    def handle(self, **options: object) -> None:
        refuse_demonstration()
        env = dotenv.read()
        refuse_taken_port(env.str("HOST", "127.0.0.1"), env.int("PORT", 8000))
        try:
            prepare(Console(stderr=True))
        except KeyboardInterrupt:
            raise CommandError("Stopped. The next `make demo` goes on from here.", returncode=130) from None


def prepare(console: Console) -> None:
    """Make everything that the servers need; what there is already stays."""
    console.print("Setting up the database and the static files …")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    loaded = load(console)
    for outcome in loaded.media:
        if outcome.state == "failed":
            console.print(f"[bold red]{outcome.file} could not be taken in:[/] {escape(outcome.reason)}")
            console.print("The rest of the demonstration works; the next `make demo` tries this file again.")
    console.print(accounts_table(loaded))


def refuse_taken_port(host: str, port: int) -> None:
    """Raise CommandError when something listens at this address already."""
    with closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as probe:
        # As the web server does: a port that only waits for old connections to end is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} on {host} cannot be used ({error.strerror}). "
                f"Choose another: make demo ROSTARKIVET_PORT={port + 1}"
            ) from error


def accounts_table(loaded: Loaded) -> Table:
    """Who can log in, at /admin/ or at "Log in" on the site."""
    table = Table("Account", "Password", "Group", title="Demonstration accounts, for this machine only")
    for account in loaded.accounts:
        table.add_row(account.name, account.password or "(changed since)", account.group)
    return table
