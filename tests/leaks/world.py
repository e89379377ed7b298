"""One work in every state a work can be in, each full of words that stand nowhere else.

Every word says whose it is: `kanarie` + the state + what it is. `tell` words stand beside the others, so that a page
which only repeats what was asked for does not look like a leak.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from archive import storage
from archive.access import Level
from archive.models import Document, Recording
from catalogue import linking, models, policy
from subtitles import importing, publishing
from subtitles.models import Track
from tests.archive.factories import DocumentFactory, OriginalFactory, RecordingFactory, RenditionSetFactory

# The state of a work → the lowest level that may see it. A track may be unpublished while its work is public.
SEEN_FROM: dict[str, Level] = {
    "public": Level.STRANGER,
    "unlisted": Level.STRANGER,
    "researchers": Level.RESEARCHER,
    "staff": Level.TRANSLATOR,
    "embargoed": Level.TRANSLATOR,
    "draft": Level.TRANSLATOR,
    "withdrawn": Level.ARCHIVIST,
}
LISTED_FROM: dict[str, Level] = {**SEEN_FROM, "unlisted": Level.TRANSLATOR}


@dataclass(frozen=True)
class Seed:
    """Everything about one work, and the words that give it away."""

    state: str
    work: models.Work
    recording: Recording
    track: Track
    document: Document
    person: models.Person
    place: models.Place
    subject: models.Subject
    organisation: models.Organisation

    @property
    def word(self) -> str:
        return f"kanarie{self.state}"


@dataclass(frozen=True)
class World:
    seeds: dict[str, Seed]

    def forbidden(self, level: Level, *, listed: bool) -> list[str]:
        """The words that a viewer of this level may not meet."""
        seen_from = LISTED_FROM if listed else SEEN_FROM
        return [f"kanarie{state}" for state, lowest in seen_from.items() if level < lowest]


def build(folder: Path, by: User) -> World:
    root = Page.get_first_root_node()
    home = root.add_child(
        instance=models.HomePage(title="Hem", slug="hem", locale=Locale.objects.get_or_create(language_code="sv")[0])
    )
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": home})
    return World({state: _seed(state, folder, by) for state in SEEN_FROM})


def _seed(state: str, folder: Path, by: User) -> Seed:
    word = f"kanarie{state}"
    recording, document = _recording(word, folder), _document(word, folder)
    track = importing.import_track(recording, _subtitles(word), f"{word}file.vtt", "sv", by=by)
    publishing.publish(track.revision, by=by)
    named = [
        _named(model, f"{word}{what}")
        for model, what in (
            (models.Person, "person"),
            (models.Place, "place"),
            (models.Subject, "subject"),
            (models.Organisation, "organisation"),
        )
    ]
    work = _work(state, word, recording, document, named)
    return Seed(state, work, recording, track.track, document, *named)


def _recording(word: str, folder: Path) -> Recording:
    recording: Recording = RecordingFactory(title=f"{word}worktitle", duration_ms=60_000)
    original = OriginalFactory(recording=recording, file_name=f"{word}file.mp3")
    (folder / "tape").write_bytes(b"sound")
    storage.originals().put(original.key, folder / "tape")
    rendition_set = RenditionSetFactory(recording=recording, original=original, live=True)
    built = folder / "built"
    built.mkdir()
    (built / "master.m3u8").write_text(f"#EXTM3U\n# {word}playlist tell")
    (built / "peaks.json").write_text("{}")
    storage.renditions().put_tree(rendition_set.directory, built)
    return recording


def _document(word: str, folder: Path) -> Document:
    document: Document = DocumentFactory(title=f"{word}document")
    original = OriginalFactory(
        recording=None, document=document, media_type="application/pdf", file_name=f"{word}book.pdf"
    )
    (folder / "book").write_bytes(f"%PDF-1.7 {word}pages".encode())
    storage.originals().put(original.key, folder / "book")
    return document


def _subtitles(word: str) -> bytes:
    return f"WEBVTT\n\n00:01.000 --> 00:05.000\n{word}cue {word}tell frihet\n".encode()


def _named(model: Any, name: str) -> Any:
    thing = model(slug=name, audience="public")
    thing.names.add(type_of(thing.names)(language="sv", text=name))
    thing.save()
    return thing


def type_of(manager: Any) -> Any:
    return manager.model


def _work(state: str, word: str, recording: Recording, document: Document, named: list[Any]) -> models.Work:
    person, place, subject, organisation = named
    work = models.Documentary(slug=f"{word}slug", year=2004, live=False)
    work.titles.add(models.Title(language="sv", text=f"{word}title {word}tell"))
    work.texts.add(models.Text(language="sv", body=f"{word}summary"))
    work.credits.add(models.Credit(role="drt", person=person))
    work.credits.add(models.Credit(role="prn", organisation=organisation))
    work.place_links.add(models.WorkPlace(place=place))
    work.subject_links.add(models.WorkSubject(subject=subject))
    work.save()
    linking.attach(recording, work)
    linking.attach(document, work)
    if state != "draft":
        models.Documentary.objects.get(pk=work.pk).save_revision().publish()
    audience = state if state in {"public", "unlisted", "researchers", "staff"} else "public"
    until = timezone.now() + timedelta(days=1) if state == "embargoed" else None
    policy.set_access(models.Documentary.objects.get(pk=work.pk), audience, until, state == "withdrawn")
    return models.Documentary.objects.get(pk=work.pk)
