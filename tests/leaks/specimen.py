"""A programme with everything a programme can have, and every text and byte of it under one word.

Two are made for each world: the one that is opened and closed, and one that is taken away again at once. What was never
there is asked for at that one's addresses.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet

from archive import storage
from archive.digest import of_folder
from archive.models import CleanCopy, Document, Recording, Rendition, RenditionSet
from catalogue import linking, models
from subtitles import importing, publishing
from subtitles.models import Change, Cue, Revision, Step, Track
from tests.archive.factories import (
    CleanCopyFactory,
    DocumentFactory,
    OriginalFactory,
    RecordingFactory,
    RenditionSetFactory,
)

YEAR = 1979
SPOKEN = "ckb"
WORD, GHOST = "kanarie", "spoeken"  # of one length, so that answers which repeat them are of one length
# Texts that stay with staff, whatever is open.
FOR_STAFF = ("arbetstitel", "fil", "notis", "utkast", "talare", "skal")
# What a set holds; the last two lie in its folder and are nobody's.
FILES = (
    "master.m3u8",
    "v1080/index.m3u8",
    "v1080/init.mp4",
    "v1080/seg00000.m4s",
    "v1080/seg00001.m4s",
    "a128/index.m3u8",
    "a128/init.mp4",
    "a128/seg00000.m4s",
    "poster.jpg",
    "sprites.vtt",
    "sprites.jpg",
    "peaks.json",
)
NEVER_SENT = ("manifest.json", "ffmpeg.log", "v1080/notes.txt")
RATES = {"bandwidth": 100_000, "average_bandwidth": 90_000}
EXTRAS = ["poster.jpg", "sprites.vtt", "sprites.jpg", "peaks.json"]


@dataclass(frozen=True)
class Specimen:
    """`recording` is the first part of the work, `extra` the second; the first had another set before its live one."""

    word: str
    work: models.RadioEpisode
    recording: Recording
    extra: Recording
    old_set: RenditionSet
    live_set: RenditionSet
    track: Track
    document: Document
    person: models.Person
    place: models.Place
    subject: models.Subject
    organisation: models.Organisation

    def bytes_of(self, name: str, which: str = "live") -> bytes:
        """What the file of a set holds."""
        return _content(self.word, which, name)


def _content(word: str, which: str, name: str) -> bytes:
    return f"#EXTM3U {word} {which} {name} tell\n".encode() * 3


def make(word: str, series: models.RadioSeries, shared: dict[str, Any], folder: Path, by: User) -> Specimen:
    """A specimen that is saved, attached and published, and public. `shared` are names that others mention too."""
    recording, old_set, live_set = _recording(word, folder)
    extra = RecordingFactory(title=f"{word}arbetstitel två", kind="audio", language="prs", duration_ms=1_234_000)
    _set(extra, word, "extra", folder)
    document = _document(word, folder)
    names = {kind: _name(model, f"{word}{kind}") for kind, model in NAMES.items()}
    names["place"].part_of = shared["place"]
    names["place"].save()
    work = models.RadioEpisode(slug=f"{word}slug", number=2, year=YEAR, series=series, audience="public")
    _describe(work, word, [*names.values(), *shared.values()])
    work.save()
    for thing in (recording, extra, document):
        linking.attach(thing, work, by=by, label=f"{word}etikett")
    models.RadioEpisode.objects.get(pk=work.pk).save_revision(user=by).publish()
    return Specimen(
        word,
        models.RadioEpisode.objects.get(pk=work.pk),
        recording,
        extra,
        old_set,
        live_set,
        _track(recording, word, by),
        document,
        **names,
    )


NAMES = models.Authority.kinds


def _recording(word: str, folder: Path) -> tuple[Recording, RenditionSet, RenditionSet]:
    recording = RecordingFactory(title=f"{word}arbetstitel", kind="video", language=SPOKEN)
    original = OriginalFactory(recording=recording, file_name=f"{word}fil.mp4")
    _put(original, f"{word} original tell".encode(), folder)
    old, live = (_set(recording, word, which, folder, original=original) for which in ("old", "live"))
    return recording, old, live


def _set(recording: Recording, word: str, which: str, folder: Path, **fields: Any) -> RenditionSet:
    made: RenditionSet = RenditionSetFactory(
        recording=recording, live=True, duration_ms=7_654_000, extras=EXTRAS, **fields
    )
    built = folder / "built"
    for name in (*FILES, *NEVER_SENT):
        path = built / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_content(word, which, name))
    storage.renditions().put_tree(made.directory, built, of_folder(built))
    Rendition.objects.create(rendition_set=made, name="v1080", width=1920, height=1080, codecs="avc1.64", **RATES)
    Rendition.objects.create(rendition_set=made, name="a128", codecs="mp4a.40.2", **RATES)
    return made


def _document(word: str, folder: Path) -> Document:
    document: Document = DocumentFactory(title=f"{word}arbetstitel bok")
    copy = CleanCopyFactory(document=document, original__file_name=f"{word}fil.pdf")
    _put(copy.original, f"%PDF-1.7 {word} pages by {word}fil".encode(), folder)
    (folder / "copy").write_bytes(f"%PDF-1.7 {word} pages tell".encode())
    storage.renditions().put(copy.key, folder / "copy")
    return document


def _put(original: Any, content: bytes, folder: Path) -> None:
    (folder / "given").write_bytes(content)
    storage.originals().put(original.key, folder / "given")


def _track(recording: Recording, word: str, by: User) -> Track:
    """A track with a published revision, with notes of the translator's, and a newer one that is not out."""
    for text in (f"NOTE {word}notis\n\n00:01.000 --> 00:05.000\n<v {word}talare>{word}replik frihet\n", None):
        cue = text or f"00:01.000 --> 00:05.000\n{word}replik {word}utkast frihet\n"
        done = importing.import_track(recording, f"WEBVTT\n\n{cue}".encode(), f"{word}fil.vtt", "sv", by=by)
        if text:
            publishing.publish(done.revision, by=by)
    return done.track


def _name(model: Any, name: str) -> Any:
    thing = model(slug=name, audience="public")
    thing.names.add(models.Name(language="sv", text=f"{name} tell"))
    thing.notes.add(models.Note(language="sv", body=f"{name} text"))
    thing.save()
    return thing


def _describe(work: models.Work, word: str, names: list[Any]) -> None:
    work.titles.add(models.Title(language="sv", text=f"{word}titel"))
    work.texts.add(models.Text(language="sv", kind="summary", body=f"{word}ingress"))
    work.texts.add(models.Text(language="sv", kind="description", body=f"{word}beskrivning"))
    work.awards.add(models.Award(name=f"{word}pris", year=YEAR))
    for name in names:
        work.mentions.add(models.Mention(authority=name, role="ive" if name.of_kind.has_role else ""))


def take_away(specimen: Specimen, layers: frozenset[str]) -> None:
    """Remove the rows of these layers as if they had never been; the files may lie where they are."""
    if "work" in layers:
        models.Work.objects.filter(pk=specimen.work.pk).delete()
    if "names" in layers:
        for thing in (specimen.place, specimen.subject, specimen.organisation):
            type(thing).objects.filter(pk=thing.pk).delete()
    if "person" in layers:
        models.Person.objects.filter(pk=specimen.person.pk).delete()
    if layers & {"words", "recording"}:
        _forget_words(specimen.track.pk)
    if "recording" in layers:
        _forget(specimen.recording)
    else:
        _forget_files(specimen.recording, layers)
    if "extra" in layers:
        _forget(specimen.extra)
    if "document" in layers:
        _forget(specimen.document)


def _forget_files(recording: Recording, layers: frozenset[str]) -> None:
    sides = {"picture": ("poster.jpg", "sprites.vtt", "sprites.jpg"), "sound": ("peaks.json",)}
    gone = {name for layer, names in sides.items() if layer in layers for name in names}
    RenditionSet.objects.filter(recording=recording).update(extras=[name for name in EXTRAS if name not in gone])
    if "master" in layers:
        Recording.objects.filter(pk=recording.pk).update(rendition_set=None)


def _forget_words(track: int) -> None:
    Track.objects.filter(pk=track).update(published_revision=None)
    QuerySet(Change).filter(track=track).delete()  # its own queries refuse
    Cue.objects.filter(revision__track=track).delete()
    Step.objects.filter(track=track).delete()
    Revision.objects.filter(track=track).delete()
    Track.objects.filter(pk=track).delete()


def _forget(thing: Any) -> None:
    if isinstance(thing, Recording):
        RenditionSet.objects.filter(recording=thing.pk).delete()
        thing.assemblies.all().delete()
    else:
        CleanCopy.objects.filter(document=thing.pk).delete()
    thing.originals.all().delete()
    type(thing).objects.filter(pk=thing.pk).delete()
