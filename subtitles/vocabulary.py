"""Words that are right in a recording's tracks because the archive knows them: rooms above register what they know."""

from collections.abc import Callable, Iterable

from archive.access import Viewer
from archive.models import Recording

# The names and phrases that somebody who may see so much may be told of.
Names = Callable[[Recording, Viewer], Iterable[str]]

_sources: list[Names] = []


def register(names: Names) -> Names:
    """Make it known who has names; called when the room above starts."""
    _sources.append(names)
    return names


def names(recording: Recording, viewer: Viewer) -> set[str]:
    return {name for source in _sources for name in source(recording, viewer)}
