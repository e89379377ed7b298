"""One work in every state a work can be in, each full of words that stand nowhere else.

Every word says whose it is: `kanarie` + the state + what it is. `tell` words stand beside the others, so that a page
which only repeats what was asked for does not look like a leak.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from archive import policy as archive_policy
from archive import storage
from archive.access import Level, Viewer
from archive.digest import of_folder
from archive.models import Document, Recording
from archive.streaming import links
from catalogue import linking, models, policy
from subtitles import importing, publishing
from subtitles.models import Track
from tests.archive.factories import (
    CleanCopyFactory,
    DocumentFactory,
    OriginalFactory,
    RecordingFactory,
    RenditionSetFactory,
)
from tests.catalogue.factories import RadioEpisodeFactory, RadioSeriesFactory

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
class Inner:
    """A part of something public that is closed by a rule of its own; `addresses` are where it can be met by itself."""

    word: str
    seen_from: Level
    addresses: Callable[[Viewer], list[str]]


@dataclass(frozen=True)
class World:
    seeds: dict[str, Seed]
    inner: list[Inner]

    def forbidden(self, level: Level, *, listed: bool) -> list[str]:
        """The words that a viewer of this level may not meet."""
        seen_from = LISTED_FROM if listed else SEEN_FROM
        closed = [inner.word for inner in self.inner if level < inner.seen_from]
        return [*(f"kanarie{state}" for state, lowest in seen_from.items() if level < lowest), *closed]


def build(folder: Path, by: User) -> World:
    root = Page.get_first_root_node()
    home = root.add_child(
        instance=models.HomePage(title="Hem", slug="hem", locale=Locale.objects.get_or_create(language_code="sv")[0])
    )
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": home})
    seeds = {state: _seed(state, folder, by) for state in SEEN_FROM}
    public = seeds["public"]
    inner = [
        _closed_recording(public.work, folder, by),
        _closed_person(public.work),
        _unpublished_track(public.recording, by),
        _hidden_episode(by),
    ]
    return World(seeds, inner)


def _closed_recording(work: models.Work, folder: Path, by: User) -> Inner:
    """The second part of a public work, for staff by a rule of its own."""
    word = "kanarieinnerrecording"
    recording = _recording(word, folder)
    track = importing.import_track(recording, _subtitles(word), f"{word}file.vtt", "en", by=by)
    publishing.publish(track.revision, by=by, despite="It is for a test.")
    linking.attach(recording, work, label=f"{word}label")
    archive_policy.set_access(recording, "staff")
    text = f"/tracks/{track.track.uuid}.vtt"
    return Inner(word, Level.TRANSLATOR, lambda viewer: [links.prefix(recording, viewer) + "master.m3u8", text])


def _closed_person(work: models.Work) -> Inner:
    """Somebody a public work credits, whose name is for researchers."""
    word = "kanarieinnerperson"
    person = _named(models.Person, word)
    models.Mention.objects.create(work=work, role="ive", authority=person)
    policy.set_access(person, "researchers")
    return Inner(word, Level.RESEARCHER, lambda _: [person.get_absolute_url()])


def _unpublished_track(recording: Recording, by: User) -> Inner:
    """What a translator imported for a public recording and took back again."""
    word = "kanarieinnertrack"
    track = importing.import_track(recording, _subtitles(word), f"{word}file.vtt", "fa", by=by)
    publishing.publish(track.revision, by=by, despite="It is for a test.")
    publishing.unpublish(track.track, by=by)
    return Inner(word, Level.TRANSLATOR, lambda _: [])


def _hidden_episode(by: User) -> Inner:
    """A withdrawn programme between two public ones of a public series."""
    word = "kanarieinnerepisode"
    series = RadioSeriesFactory(slug="serien")
    episodes = [RadioEpisodeFactory(series=series, number=number) for number in (1, 3)]
    hidden = RadioEpisodeFactory(
        series=series, slug=f"{word}slug", number=2, year=1979, titles={"sv": f"{word}title {word}tell"}
    )
    policy.withdraw(hidden, by)
    policy.push_down(*episodes)
    return Inner(word, Level.ARCHIVIST, lambda _: [hidden.get_absolute_url()])


def _seed(state: str, folder: Path, by: User) -> Seed:
    word = f"kanarie{state}"
    recording, document = _recording(word, folder), _document(word, folder)
    track = importing.import_track(recording, _subtitles(word), f"{word}file.vtt", "sv", by=by)
    publishing.publish(track.revision, by=by, despite="It is for a test.")
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
    storage.renditions().put_tree(rendition_set.directory, built, of_folder(built))
    return recording


def _document(word: str, folder: Path) -> Document:
    document: Document = DocumentFactory(title=f"{word}document")
    copy = CleanCopyFactory(document=document, original__file_name=f"{word}book.pdf")
    for store, key in ((storage.originals(), copy.original.key), (storage.renditions(), copy.key)):
        (folder / "book").write_bytes(f"%PDF-1.7 {word}pages".encode())
        store.put(key, folder / "book")
    return document


def _subtitles(word: str) -> bytes:
    return f"WEBVTT\n\n00:01.000 --> 00:05.000\n{word}cue {word}tell frihet\n".encode()


def _named(model: type[models.Authority], name: str) -> Any:
    thing = model(slug=name, audience="public")
    thing.names.add(models.Name(language="sv", text=name))
    thing.save()
    return thing


def _work(state: str, word: str, recording: Recording, document: Document, named: list[Any]) -> models.Work:
    person, place, subject, organisation = named
    work = models.Documentary(slug=f"{word}slug", year=2004, live=False)
    work.titles.add(models.Title(language="sv", text=f"{word}title {word}tell"))
    work.texts.add(models.Text(language="sv", body=f"{word}summary"))
    work.mentions.add(models.Mention(role="drt", authority=person))
    work.mentions.add(models.Mention(role="prn", authority=organisation))
    work.mentions.add(models.Mention(authority=place))
    work.mentions.add(models.Mention(authority=subject))
    work.save()
    linking.attach(recording, work)
    linking.attach(document, work)
    if state != "draft":
        models.Documentary.objects.get(pk=work.pk).save_revision().publish()
    audience = state if state in {"public", "unlisted", "researchers", "staff"} else "public"
    until = timezone.now() + timedelta(days=1) if state == "embargoed" else None
    policy.set_access(models.Documentary.objects.get(pk=work.pk), audience, until)
    if state == "withdrawn":
        policy.withdraw(models.Documentary.objects.get(pk=work.pk))
    return models.Documentary.objects.get(pk=work.pk)
