"""Archives to measure in: films with an hour of speech in three languages, and as many other works as one asks for."""

import random
import time
import uuid
from typing import TypeVar

from django.db import connection, models

from archive.models import Recording, Restriction
from catalogue.models import Documentary, Face, Kind, Mention, RadioSeries, Subject, Text, Title, Work, WorkRecording
from subtitles.models import Cue, Revision, Track
from tests.archive.factories import RecordingFactory, RenditionSetFactory
from tests.catalogue.factories import DocumentaryFactory, PersonFactory, RadioSeriesFactory, SubjectFactory, mention

CUES, CUE_MS, GAP_MS = 900, 3900, 100  # an hour of radio
CREDITS = 8
LONGEST_CUE = {"sv": 60, "fa": 52, "en": 60}  # letters
SAID = {
    "sv": "det är om kvinnors frihet som vi talar här varje vecka i radion från Stockholm och ord efter ord sägs",
    "fa": "ما هر هفته در رادیو از آزادی زنان می‌گوییم و سخن به سخن از استکهلم پخش می‌شود",
    "en": "it is about the freedom of women that we speak here on the radio every week from Stockholm word by word",
}
YEARS = range(1980, 2020)
BATCH = 2000
M = TypeVar("M", bound=models.Model)


def film(word: str = "") -> Documentary:
    """A public film of an hour with all that a page usually has, and `word` in one cue of forty."""
    recording = RenditionSetFactory(recording=RecordingFactory(language="fa"), live=True).recording
    work: Documentary = DocumentaryFactory(titles={"sv": "Frihet", "fa": "آزادی"}, recordings=[recording])
    for language in SAID:
        _spoken(recording, language, word)
    for _ in range(CREDITS):
        mention(work, PersonFactory())
        mention(work, SubjectFactory())
    return work


def _spoken(recording: Recording, language: str, word: str) -> None:
    source = random.Random(f"{recording.pk}{language}")
    track = Track.objects.create(recording=recording, language=language)
    revision = Revision.objects.create(track=track, number=1, source="webvtt")
    step = CUE_MS + GAP_MS
    Cue.objects.bulk_create(
        Cue(
            revision=revision,
            position=n,
            start_ms=n * step,
            end_ms=n * step + CUE_MS,
            payload=_line(source, language, word if n % 40 == 0 else ""),
        )
        for n in range(CUES)
    )
    Track.objects.filter(pk=track.pk).update(published_revision=revision)


def _line(source: random.Random, language: str, word: str) -> str:
    words = [word] if word else []
    while len(" ".join(words)) < LONGEST_CUE[language] - 10:
        words.append(source.choice(SAID[language].split()))
    middle = len(words) // 2
    return " ".join(words[:middle]) + "\n" + " ".join(words[middle:])


def _rows(model: type[M]) -> models.QuerySet[M]:
    """Rows of this kind without the signals and checks of its own manager: nothing of it hangs on anything yet."""
    return models.QuerySet(model)


class Archive:
    """An archive that grows: half its works are films and half programmes of one series, each with a track."""

    def __init__(self) -> None:
        self.series: RadioSeries = RadioSeriesFactory()
        self.subject: Subject = SubjectFactory()
        self.subjects: list[Subject] = [SubjectFactory() for _ in range(20)]

    def grow(self, size: int) -> None:
        """To so many works."""
        have = Work.objects.count()
        for first in range(have, size, BATCH):
            self._add(range(first, min(first + BATCH, size)))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _add(self, numbers: range) -> None:
        kinds = (Kind.DOCUMENTARY, Kind.RADIO_EPISODE)
        works = Work.objects.bulk_create(
            Work(kind=kinds[n % 2], slug=f"many-{n}", audience="public", live=True, year=YEARS[n % len(YEARS)])
            for n in numbers
        )
        self._kinds(works)
        Title.objects.bulk_create(Title(work=work, language="sv", text=f"Verk {work.slug}") for work in works)
        Text.objects.bulk_create(Text(work=work, language="sv", body="Om ett verk.", kind="summary") for work in works)
        links: models.QuerySet[Mention] = _rows(Mention)
        links.bulk_create(Mention(work=work, authority=self.subject) for work in works)
        links.bulk_create(Mention(work=work, authority=self.subjects[work.pk % 20]) for work in works)
        self._recordings(works)
        versions = enumerate(works, time.time_ns() // 1000)
        Face.objects.bulk_create(Face(work=work, version=version, settled=True) for version, work in versions)

    def _kinds(self, works: list[Work]) -> None:
        with connection.cursor() as cursor:
            films = [[work.pk] for work in works if work.kind == Kind.DOCUMENTARY]
            cursor.executemany("INSERT INTO catalogue_documentary (work_ptr_id) VALUES (%s)", films)
            episodes = [[work.pk, self.series.pk, work.pk] for work in works if work.kind == Kind.RADIO_EPISODE]
            cursor.executemany(
                "INSERT INTO catalogue_radioepisode (work_ptr_id, series_id, number) VALUES (%s, %s, %s)", episodes
            )

    def _recordings(self, works: list[Work]) -> None:
        recordings = _rows(Recording).bulk_create(
            Recording(title=f"Band {work.slug}", kind="audio", language=("fa", "sv")[work.pk % 2], audience="public")
            for work in works
        )
        _rows(Restriction).bulk_create(
            Restriction(recording=recording, basis="policy", source=f"work:{work.pk}", audience="public")
            for work, recording in zip(works, recordings, strict=True)
        )
        _rows(WorkRecording).bulk_create(
            WorkRecording(work=work, recording=recording) for work, recording in zip(works, recordings, strict=True)
        )
        tracks = _rows(Track).bulk_create(
            Track(recording=recording, language="sv", uuid=uuid.uuid4()) for recording in recordings
        )
        _rows(Revision).bulk_create(Revision(track=track, number=1, source="webvtt") for track in tracks)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE subtitles_track SET published_revision_id = (SELECT id FROM subtitles_revision"
                " WHERE track_id = subtitles_track.id) WHERE published_revision_id IS NULL"
            )
