"""What may be sent to a translator on another machine: only words that anybody of a chosen audience may read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from archive import access
from archive.access import ADMITS, Audience, Layer, Level, Policy, Thing, Viewer
from archive.exceptions import JobFailed
from archive.translating.base import Translator
from archive.wording import Said

# The values of the setting. What archivists alone may see, such as what was withdrawn, never leaves.
AUDIENCES = (Audience.PUBLIC, Audience.RESEARCHERS, Audience.STAFF)


@dataclass(frozen=True, slots=True)
class Rules:
    """A thing by its rules and by how far what it is part of is reached at all, whether it is published or not."""

    thing: Thing
    within: Thing

    def policies(self, layer: Layer) -> Iterable[Policy]:
        return self.thing.policies(layer)

    def closed_below(self) -> Level:
        return self.within.closed_below()

    @property
    def lent_as(self) -> str:
        return self.thing.lent_as


def refuse_secrets(translator: Translator, words: Thing, recording: Thing) -> None:
    """Raise JobFailed where the words of a recording would leave the house and the setting does not let them.

    `words`: what holds them, such as a track. That it is a draft yet is no matter; who may read it once it is out, is.
    """
    if not translator.leaves_the_house:
        return
    audience = settings.TRANSLATOR_SENDS
    reader = Viewer(ADMITS[audience]) if audience in AUDIENCES else access.STRANGER
    if not access.decide(reader, Rules(words, recording), Layer.WORDS).allowed:
        raise JobFailed(Said("translator.not_sent"))
