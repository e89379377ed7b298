"""Every kind of thing that has a rule."""

from tests.archive.factories import DocumentFactory, RecordingFactory
from tests.catalogue import factories as catalogue
from tests.subtitles.factories import TrackFactory

FACTORIES = [RecordingFactory, DocumentFactory, TrackFactory, *catalogue.WORKS, *catalogue.NAMES]
