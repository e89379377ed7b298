"""Who may log in to the demonstration. The passwords are in the open, so they are for a machine of one's own only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """`group` is one of `archive.groups.NAMES`. `password` is empty when somebody has changed it since."""

    name: str
    group: str
    password: str


ARCHIVIST = Account("archivist", "Archivists", "arkivets-nyckel-1994")
TRANSLATOR = Account("translator", "Translators", "ord-for-ord-1994")
RESEARCHER = Account("researcher", "Researchers", "kalla-och-fotnot-1994")
ACCOUNTS = (ARCHIVIST, TRANSLATOR, RESEARCHER)
