"""What was found for a list, kept until anything changes that any list could show.

Only how many there are, their keys and the choices to narrow them down by are kept, never what they say: what a page
shows of a work is asked of the gate again.
"""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Generic, TypeVar

from django.core.cache import caches
from django.core.paginator import Page, Paginator

from archive.access import Viewer
from archive.languages import reader
from catalogue import face
from catalogue.models import Work
from catalogue.querysets import WorkQuerySet

MADE_BY = "lists-1"  # another one with every change of what is kept
T = TypeVar("T")
W = TypeVar("W", bound=Work)


class Shelf:
    """What is kept for all who are let in as far as this viewer and read the same language, at one moment.

    Of somebody to whom works were opened by name nothing is kept: her lists are like nobody else's.
    """

    def __init__(self, viewer: Viewer, at: datetime) -> None:
        self.viewer, self.at = viewer, at

    @cached_property
    def _key(self) -> str | None:
        # Before anything is read, so that what is kept is never older than its key.
        return None if self.viewer.grants else face.key_of_all(self.at)

    def keep(self, name: Hashable, find: Callable[[], T]) -> T:
        """What `find` finds; `name` says what that is, with all that it depends on beside the viewer."""
        if self._key is None:
            return find()
        said = f"{MADE_BY}:{self._key}:{self.viewer.level}:{reader()}:{name!r}"
        key = sha256(said.encode()).hexdigest()  # an address may be long, and hold anything
        kept: tuple[T] | None = caches["lists"].get(key)
        if kept is None:
            kept = (find(),)
            caches["lists"].set(key, kept)
        return kept[0]


class Listed(Generic[W]):
    """Works in an order, a page at a time.

    `works` is all that this viewer may find in lists of what `name` says.
    """

    ordered = True

    def __init__(self, works: WorkQuerySet[W], shelf: Shelf, name: Hashable) -> None:
        self.works, self.shelf, self.name = works, shelf, name

    def page(self, number: str | None, size: int) -> Page[W]:
        """The page of this number; of what is no number the first, beyond the last the last."""
        # It asks for no more than is here.
        page: Page[W] = Paginator(self, size).get_page(number)  # type: ignore[arg-type]
        return page

    def count(self) -> int:
        return self.shelf.keep((self.name, "count"), self.works.count)

    def __getitem__(self, part: slice) -> Sequence[W]:
        def find() -> list[int]:
            return list(self.works.values_list("pk", flat=True)[part])

        keys = self.shelf.keep((self.name, part.start, part.stop), find)
        listed = self.works.model.objects.listed_to(self.shelf.viewer, self.shelf.at)
        found = listed.with_words().in_bulk(keys)
        return [found[key] for key in keys if key in found]
