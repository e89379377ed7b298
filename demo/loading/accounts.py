"""Make the demonstration's accounts."""

from django.contrib.auth.models import Group, User

from demo.account_list import ACCOUNTS, Account


def load() -> list[Account]:
    """Make the accounts that are not there yet; those that are keep their passwords and rights."""
    return [_existing(account) or _new(account) for account in ACCOUNTS]


def _existing(account: Account) -> Account | None:
    user = User.objects.filter(username=account.name).first()
    if user is None:
        return None
    return account if user.check_password(account.password) else Account(account.name, account.group, "")


def _new(account: Account) -> Account:
    # Wagtail lets nobody choose the admin's language before a full name and an address are there.
    user = User.objects.create_user(
        account.name,
        email=f"{account.name}@example.org",
        password=account.password,
        first_name=account.name.capitalize(),
        last_name="Demonstration",
    )
    user.groups.add(Group.objects.get_or_create(name=account.group)[0])
    return account
