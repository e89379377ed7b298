"""The first administrator: by a password that is typed, or by a one-time link."""

from collections.abc import Callable
from getpass import getpass

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from archive.groups import of_role
from config.accounts import links
from config.installing.asking import Asker, heard, something


def first(asker: Asker, say: Callable[[str], object]) -> None:
    """Make an administrator when there is none. Raises Unsettled where an answer is missing."""
    if User.objects.filter(is_superuser=True, is_active=True).exists():
        return
    name = asker.ask("admin", "User name of the first administrator", check=_free_name)
    email = asker.ask("admin-email", "Her e-mail address", check=_email)
    user = User(username=name, email=email, is_superuser=True, is_staff=True)
    password = "" if asker.silent else _typed(user)
    user.set_password(password or None)
    user.save()
    user.groups.add(of_role("archivist"))
    say(f"Made the administrator {name}.")
    if not password:
        say(f"She chooses her password here, once, within {links.days()} days:\n{links.one_time(user)}")


def _typed(user: User) -> str:
    """A good password, typed twice; empty for a one-time link instead."""
    while True:
        password = heard(getpass, "Her password (empty for a one-time link instead): ")
        if not password:
            return ""
        try:
            validate_password(password, user)
        except ValidationError as error:
            print("\n".join(error.messages))  # noqa: T201
            continue
        if password == heard(getpass, "The same again: "):
            return password
        print("The two are not the same.")  # noqa: T201


def _free_name(answer: str) -> str:
    name = something(answer)
    try:
        User.username_validator(name)
    except ValidationError as error:
        raise ValueError(error.messages[0]) from error
    if User.objects.filter(username=name).exists():
        raise ValueError(f"There is a user {name} already, who is no administrator.")
    return name


def _email(answer: str) -> str:
    try:
        validate_email(answer.strip())
    except ValidationError as error:
        raise ValueError(error.messages[0]) from error
    return answer.strip()
