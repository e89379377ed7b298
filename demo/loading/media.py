"""Media and subtitles, by the path that every other file takes: sealed, probed, a job, published, cues imported."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.ingest import batch
from archive.jobs import plan
from archive.models import Document, Job, Original, Recording
from catalogue import linking
from catalogue.models import Work
from demo.loading.records import Record
from demo.making.cues import ENCODINGS
from demo.making.programme import LANGUAGES, SCRIPTS, Programme
from demo.making.programme import read as read_script
from subtitles import importing, publishing
from subtitles.doubts import Answers

MEDIA = Path(__file__).resolve().parents[1] / "media"
Watch = Callable[[int, str], None]


@dataclass(frozen=True)
class Item:
    """A file for a work; `programme` is the script of what is spoken in it, None for a document."""

    path: Path
    slug: str
    programme: Programme | None = None


@dataclass(frozen=True)
class Outcome:
    """`state` is one of present, published, published_with_warning, failed; `reason` says why in plain words."""

    file: str
    state: str
    reason: str = ""


def items(works: list[tuple[str, Record]]) -> Iterator[Item]:
    """The files that the records of `works` name."""
    for _, record in works:
        if "media" in record:
            programme = read_script(SCRIPTS / f"{record['media']}.toml")
            yield Item(MEDIA / programme.file, record["slug"], programme)
        if "document" in record:
            yield Item(MEDIA / record["document"], record["slug"])


def load(item: Item, watch: Watch) -> Outcome:
    """Bring one file and its tracks in, and tie it to its work; what is there already stays as it is.

    `watch` is told how far the transcoding has come: 0-1000 and the step in words.
    """
    original = _held(item.path)
    if original and _complete(original, item):
        return Outcome(item.path.name, "present")
    if original is None:
        taken = batch.take(item.path, **_description(item))
        if taken.original is None:
            return Outcome(item.path.name, "failed", taken.reason)
        original = taken.original
    else:
        _once_more(original)
    published = batch.publish(original, watch)
    if published.state == "failed":
        return Outcome(item.path.name, "failed", published.reason)
    linking.attach(_thing(original), Work.objects.get(slug=item.slug))
    if item.programme and original.recording:
        load_tracks(original.recording, item.programme)
    return Outcome(item.path.name, published.state, published.warning)


def _once_more(original: Original) -> None:
    """What failed in an earlier run gets a new job."""
    job = Job.objects.for_target(original).first()
    if job and job.state in (Job.State.FAILED, Job.State.CANCELLED):
        plan.again(job)


def _description(item: Item) -> dict[str, str]:
    if item.programme is None:
        return {}
    return {"title": item.programme.title["sv"], "language": "fa"}


def _held(path: Path) -> Original | None:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Original.objects.filter(sha256=digest).first()


def _complete(original: Original, item: Item) -> bool:
    """Whether an earlier run came to its end here: the tracks are what it does last."""
    if item.programme is None or original.recording is None:
        return bool(original.document and original.document.work_links.exists())
    return set(LANGUAGES) <= set(original.recording.tracks.values_list("language", flat=True))


def _thing(original: Original) -> Recording | Document:
    thing = original.recording or original.document
    assert thing is not None  # noqa: S101 - a constraint of the table says so
    return thing


def load_tracks(recording: Recording, programme: Programme) -> None:
    """Take in and publish the tracks that a programme's recording has not."""
    present = set(recording.tracks.values_list("language", flat=True))
    for language in LANGUAGES:
        if language not in present:
            path = MEDIA / programme.track_file(language)
            answers = answers_about(programme, language)
            imported = importing.import_track(recording, path.read_bytes(), path.name, language, answers=answers)
            publishing.publish(imported.revision)


def answers_about(programme: Programme, language: str) -> Answers:
    """Who made a track knows its encoding, which the archive would ask about."""
    return Answers(encoding=ENCODINGS[programme.tracks[language]])
