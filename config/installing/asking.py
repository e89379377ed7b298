"""Questions of `manage.py setup`: each has an option that answers it beforehand, and is asked only on a terminal."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from getpass import getpass
from urllib.parse import urlsplit

from config.choosing import Unsettled

# Of the front pages, of .env, of the first account: option, what its value is, help.
OPTIONS = (
    ("organisation", "NAME", "who the archive belongs to; named on the first front pages"),
    ("site-name", "NAME", "the name at the top of every page; “Röstarkivet” unless you say otherwise"),
    ("languages", "LIST", "the site's languages, the first without a prefix in addresses: sv,en,fa"),
    ("base-url", "URL", "the site's address, such as https://arkiv.example.org"),
    ("admin", "NAME", "the user name of the first administrator"),
    ("admin-email", "ADDRESS", "her e-mail address"),
    ("mail-host", "NAME", "the server that sends mail; empty for none"),
    ("mail-security", "KIND", "starttls, tls or none"),
    ("mail-user", "NAME", "the account there"),
    (
        "mail-password",
        "PASSWORD",
        "its password; better typed than given here, where others on this machine may see it",
    ),
    ("mail-from", "ADDRESS", "the sender of mail"),
)


def add_options(parser: ArgumentParser) -> None:
    """The options of both halves of the command, so that each half knows what is meant for the other."""
    for name, value, text in OPTIONS:
        parser.add_argument(f"--{name}", metavar=value, help=text)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="another setting for .env")
    parser.add_argument("--no-input", action="store_true", help="ask nothing; stop where an answer is missing")


class Asker:
    """Answers from the options, or from whoever sits at the terminal."""

    def __init__(self, given: dict[str, str | None], *, silent: bool) -> None:
        self.given = given
        self.silent = silent or not sys.stdin.isatty()

    def ask(
        self, option: str, question: str, *, default: str | None = None, check: Callable[[str], str] = str.strip
    ) -> str:
        """The answer, checked. `check` returns it in its proper form or raises ValueError with a sentence.

        Raises Unsettled when there is no terminal and neither an option nor a default.
        """
        answer = self.given.get(option.replace("-", "_"))
        if answer is None and self.silent:
            answer = default
        if answer is not None:
            try:
                return check(answer)
            except ValueError as error:
                raise Unsettled(f"--{option}: {error}") from error
        if self.silent:
            raise Unsettled(f"{question} is needed: add --{option} to the command, or run it on a terminal.")
        return self._at_terminal(question, default, check)

    def secret(self, option: str, question: str) -> str:
        """Like `ask`, but what is typed is not shown; empty where nothing is given."""
        given = self.given.get(option.replace("-", "_"))
        return given or "" if given is not None or self.silent else heard(getpass, f"{question}: ")

    def _at_terminal(self, question: str, default: str | None, check: Callable[[str], str]) -> str:
        shown = f" [{default}]" if default else ""
        while True:
            try:
                return check(heard(input, f"{question}{shown}: ") or default or "")
            except ValueError as error:
                print(error)  # noqa: T201


def heard(listen: Callable[[str], str], prompt: str) -> str:
    """What was typed; raises Unsettled when whoever sits there has gone."""
    try:
        return listen(prompt)
    except (EOFError, KeyboardInterrupt) as error:
        raise Unsettled("\nStopped. The next `manage.py setup` goes on from here.") from error


def something(answer: str) -> str:
    if not answer.strip():
        raise ValueError("Something has to stand here.")
    return answer.strip()


def address_of_site(answer: str) -> str:
    """A web address with nothing after the host, as browsers send it in Origin."""
    try:
        parts = urlsplit(answer.strip())
        whole = f"{parts.scheme}://{parts.netloc}" if parts.hostname and parts.port != 0 else ""
    except ValueError:
        whole = ""
    if not whole or parts.scheme not in ("http", "https") or parts.path.strip("/") or parts.query or "@" in whole:
        raise ValueError(f"“{answer}” is no address of a site; write it like https://arkiv.example.org.")
    return whole.lower()


def languages(answer: str) -> str:
    chosen = [part.strip() for part in answer.split(",") if part.strip()]
    if not chosen or not set(chosen) <= {"sv", "en", "fa"} or len(set(chosen)) < len(chosen):
        raise ValueError("The site speaks sv, en and fa; write some or all of them with commas between.")
    return ",".join(chosen)


def mail_security(answer: str) -> str:
    if answer.strip() not in ("starttls", "tls", "none"):
        raise ValueError("Write starttls, tls or none.")
    return answer.strip()
