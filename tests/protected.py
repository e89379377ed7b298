"""Every kind of thing that has a rule."""

from tests.archive.factories import DocumentFactory, RecordingFactory
from tests.catalogue.factories import (
    BookFactory,
    DocumentaryFactory,
    OrganisationFactory,
    PersonFactory,
    PlaceFactory,
    RadioEpisodeFactory,
    RadioSeriesFactory,
    SubjectFactory,
)
from tests.subtitles.factories import TrackFactory

FACTORIES = [
    RecordingFactory,
    DocumentFactory,
    TrackFactory,
    DocumentaryFactory,
    RadioSeriesFactory,
    RadioEpisodeFactory,
    BookFactory,
    PersonFactory,
    OrganisationFactory,
    PlaceFactory,
    SubjectFactory,
]
