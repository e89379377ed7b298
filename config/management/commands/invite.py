from argparse import ArgumentParser

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from archive import groups, mail
from config.accounts import links

# By what the groups are called when they are made, as the documents name them.
ROLES = {name: code for code, name in groups.NAMES.items()}


class Command(BaseCommand):
    help = (
        "Make an account and print a link with which its owner chooses her own password, once; mail it too, where "
        "there is a mail server. With --again, make a new link for an account that is there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="her user name")
        parser.add_argument("email", nargs="?", default="", help="her e-mail address")
        parser.add_argument("--group", choices=sorted(ROLES), help="what she is to the archive")
        parser.add_argument("--full-name", default="", metavar="NAME", help="her name as others see it")
        parser.add_argument(
            "--language", default=settings.LANGUAGE_CODE, choices=[tag for tag, _ in settings.LANGUAGES]
        )
        parser.add_argument("--again", action="store_true", help="a new link for an account that is there")

    def handle(
        self, *, name: str, email: str, group: str | None, full_name: str, language: str, again: bool, **options: object
    ) -> None:
        user = _existing(name) if again else _new(name, email, group, full_name)
        link = links.one_time(user, language)
        self.stdout.write(f"{name} chooses a password here, once, within {links.days()} days:\n{link}")
        if mail.sends_mail() and user.email:
            try:
                links.send(user, link, language)
            except OSError as error:
                raise CommandError(f"The mail could not be sent ({error}); give her the link yourself.") from error
            self.stdout.write(f"It was mailed to {user.email} as well.")


def _existing(name: str) -> User:
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise CommandError(f"There is no active account {name}.")
    return user


def _new(name: str, email: str, group: str | None, full_name: str) -> User:
    if not email or not group:
        raise CommandError("A new account needs an e-mail address and a --group.")
    first, _, last = full_name.partition(" ")
    user = User(username=name, email=email, first_name=first, last_name=last)
    user.set_unusable_password()
    try:
        user.full_clean()
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    user.save()
    user.groups.add(groups.of_role(ROLES[group]))
    return user
