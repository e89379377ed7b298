"""What can be wrong with what somebody asked of the catalogue."""

from django.utils.translation import gettext as _


class CatalogueError(Exception):
    """Its `str()` is a sentence for whoever asked."""


class AddressTaken(CatalogueError):
    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address

    def __str__(self) -> str:
        return _("The address “%(address)s” is taken.") % {"address": self.address}


class AskedTooOften(CatalogueError):
    def __str__(self) -> str:
        return _("So many requests wait at the moment that none can be taken in. Try again in a few days.")
