"""Every kind of thing that has a rule."""

from factory.django import DjangoModelFactory

from tests.archive.factories import DocumentFactory, RecordingFactory
from tests.catalogue import factories as catalogue
from tests.subtitles.factories import TrackFactory

FACTORIES: list[type[DjangoModelFactory]] = [
    RecordingFactory,
    DocumentFactory,
    TrackFactory,
    *catalogue.WORKS,
    *catalogue.NAMES,
]
