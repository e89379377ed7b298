"""How a recording is tied to a work that this app knows nothing of: the room above registers who can do it."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from archive.exceptions import ArchiveError
from archive.models import Document, Recording

Thing = Recording | Document
# Ties a thing to one work; doing so twice changes nothing.
Attach = Callable[[Thing], None]
# Looks a work up by its slug: how to attach to it, or None when there is no such work.
Find = Callable[[str], Attach | None]


class UnknownWorkError(ArchiveError):
    """No work has this slug."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug

    def __str__(self) -> str:
        return _("There is no work with the slug “%(slug)s”.") % {"slug": self.slug}


_finders: list[Find] = []


def register(find: Find) -> Find:
    """Make it known who finds works; called when the app above starts."""
    _finders.append(find)
    return find


def find(slug: str) -> Attach:
    """How to attach to the work with this slug. Raises UnknownWorkError."""
    for finder in _finders:
        attach = finder(slug)
        if attach is not None:
            return attach
    raise UnknownWorkError(slug)
