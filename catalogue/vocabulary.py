"""Which names the spelling of a recording's subtitles knows: those that its works mention."""

from collections.abc import Iterable

from archive.access import Viewer
from archive.models import Recording
from catalogue.models import Authority


def names_of(recording: Recording, viewer: Viewer) -> Iterable[str]:
    """In every language, preferred and other names, of what this viewer may see."""
    mentioned = Authority.objects.visible_to(viewer).filter(mentions__work__recordings_links__recording=recording)
    return mentioned.values_list("names__text", flat=True).exclude(names__text=None).distinct()
