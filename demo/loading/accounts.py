"""The people of the demonstration. Their passwords are in the open, so they are for a machine of one's own only."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, User


@dataclass(frozen=True)
class Account:
    """`group` is one of `archive.access.GROUPS`. `password` is empty when somebody has changed it since."""

    name: str
    group: str
    password: str


ACCOUNTS = (
    Account("archivist", "Archivists", "arkivets-nyckel-1994"),
    Account("translator", "Translators", "ord-for-ord-1994"),
    Account("researcher", "Researchers", "kalla-och-fotnot-1994"),
)


def load() -> list[Account]:
    """Make the accounts that are not there yet; those that are keep their passwords and rights."""
    return [_existing(account) or _new(account) for account in ACCOUNTS]


def _existing(account: Account) -> Account | None:
    user = User.objects.filter(username=account.name).first()
    if user is None:
        return None
    return account if user.check_password(account.password) else Account(account.name, account.group, "")


def _new(account: Account) -> Account:
    user = User.objects.create_user(account.name, password=account.password)
    user.groups.add(Group.objects.get_or_create(name=account.group)[0])
    return account
