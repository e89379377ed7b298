"""A radio programme as a visitor meets it: taken in, prepared, subtitled in three languages, described and open."""

from dataclasses import dataclass
from pathlib import Path

from archive import ingest
from archive.jobs import run
from archive.models import Job, Recording
from catalogue.models import Broadcast, Organisation, Person, Place, RadioEpisode, Subject
from search.index import build as indexing
from subtitles import importing, publishing
from tests.catalogue.factories import (
    OrganisationFactory,
    PersonFactory,
    PlaceFactory,
    RadioEpisodeFactory,
    SubjectFactory,
    mention,
)

LINES = {
    "sv": ("Det här är Kvinnors Röst.", "Friheten börjar hemma."),
    "fa": ("این صدای زنان است.", "آزادی از خانه آغاز می‌شود."),
    "en": ("This is Women's Voice.", "Freedom begins at home."),
}


@dataclass(frozen=True)
class Scene:
    episode: RadioEpisode
    recording: Recording
    person: Person
    place: Place
    subject: Subject
    organisation: Organisation


def build(sound: Path) -> Scene:
    original = ingest.accept(sound, "programme.mp3", language="fa")
    run.run_until_done(list(Job.objects.values_list("pk", flat=True)))
    recording = original.recording
    assert recording is not None
    recording.refresh_from_db()
    for language, lines in LINES.items():
        imported = importing.import_track(recording, vtt(*lines), f"programme.{language}.vtt", language)
        publishing.publish(imported.revision)
    episode: RadioEpisode = RadioEpisodeFactory(
        titles={"sv": "Röster vid köksbordet", "fa": "صداهای دور میز", "en": "Voices at the table"},
        summaries={"sv": "Ett samtal om frihet."},
        year=1998,
        stand_in=True,
        recordings=[recording],
    )
    named = [factory() for factory in (PersonFactory, PlaceFactory, SubjectFactory, OrganisationFactory)]
    person, place, subject, organisation = named
    mention(episode, person, "hst")
    mention(episode, organisation, "pro")
    mention(episode, place)
    mention(episode, subject)
    Broadcast.objects.create(work=episode, date="1998-03-08")
    indexing.rebuild()
    return Scene(episode, recording, *named)


def vtt(first: str, second: str) -> bytes:
    return f"WEBVTT\n\n00:00.200 --> 00:01.200\n{first}\n\n00:02.000 --> 00:03.500\n{second}\n".encode()
