"""What can be wrong with what somebody asked of the catalogue."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.exceptions import NotReady
from archive.languages import name

NAMED = 3  # recordings in one sentence


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


class CaptionsMissing(NotReady):
    """`lacks`: the working titles of recordings, each with the languages (BCP 47) in which it has no captions yet; ""
    where the language that is spoken is not said."""

    def __init__(self, lacks: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        super().__init__(lacks)
        self.lacks = lacks

    def __str__(self) -> str:
        said = [_lack(*lack) for lack in self.lacks[:NAMED]]
        if (more := len(self.lacks) - NAMED) > 0:
            said.append(ngettext("%(count)s more recording", "%(count)s more recordings", more) % {"count": more})
        return _(
            "Not opened, because captions are missing: %(lacks)s. Publish them first, or say on the page of the"
            " recording why it needs none."
        ) % {"lacks": "; ".join(said)}


def _lack(title: str, languages: Sequence[str]) -> str:
    words = [name(language) if language else _("the spoken language, which is not said") for language in languages]
    return _("“%(title)s” (%(languages)s)") % {"title": title, "languages": ", ".join(words)}
