"""What the catalogue refuses to do, each with one sentence for the person who asked."""

from django.utils.translation import gettext as _


class CatalogueError(Exception):
    """Anything this app refuses; `str(error)` may be shown to a user."""


class UnknownWorkError(CatalogueError):
    """No work has this slug."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug

    def __str__(self) -> str:
        return _("There is no work with the address “%(slug)s”.") % {"slug": self.slug}
