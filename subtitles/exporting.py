"""A revision as a file again."""

from dataclasses import dataclass
from pathlib import PurePath

from django.db.models import QuerySet

from archive.access import Viewer
from subtitles import speaking, webvtt
from subtitles.formats import FORMATS, WRITTEN, Loss, losses
from subtitles.models import Cue, Revision, SourceFile, Track
from subtitles.webvtt import voices
from subtitles.webvtt.nameless import nameless

# What visitors may take home, in the order in which it is offered.
PUBLIC = ("vtt", "srt", "ttml", "txt")
# Said in a file of which a machine made any cue that nobody has checked. In three languages and always the same: the
# file goes where nobody can be asked, and is known again when it comes back.
UNCHECKED = webvtt.Block(
    "note",
    """NOTE
Text in this file was made by a machine and has not been checked by a person.
Text i den här filen är gjord av en maskin och har inte granskats av en människa.
متنی در این فایل ساختهٔ ماشین است و هیچ انسانی آن را بازبینی نکرده است.""",
)


def document_of(revision: Revision) -> webvtt.Document:
    """The whole revision's cues and blocks in the order of the file they came from, for those who work on it."""
    return _document(revision, revision.cues.all(), with_words=True)


def _document(revision: Revision, cues: QuerySet[Cue], *, with_words: bool = False) -> webvtt.Document:
    blocks = sorted(revision.blocks, key=lambda block: block["before"])
    waiting = iter([(block["before"], webvtt.Block(block["kind"], block["text"])) for block in blocks])
    document = webvtt.Document(revision.header)
    following, is_unchecked = next(waiting, None), False
    for cue in cues.order_by("position"):
        while following and following[0] <= cue.position:
            document.blocks.append(following[1])
            following = next(waiting, None)
        document.blocks.append(_cue(cue, *cue.spoken() if with_words else ()))
        is_unchecked = is_unchecked or cue.machine
    document.blocks += [following[1]] if following else []
    document.blocks += [block for _, block in waiting]
    if is_unchecked:
        document.blocks.insert(0, UNCHECKED)
    return document


@dataclass(frozen=True, slots=True)
class File:
    """What is handed out: the bytes, their media type with the character encoding, and the end of the file's name."""

    content: bytes
    content_type: str
    extension: str


def download(revision: Revision, format_name: str) -> File:
    """The whole revision as a file, for those who work on it. `format_name` is a key of WRITTEN.

    In the format that it came in, and with nothing mended or left out on the way in, it is the very file that came.
    """
    known = WRITTEN[format_name]
    if revision.source == known.name and not (revision.report or revision.mended) and (came := as_it_came(revision)):
        return came
    content = known.encode(document_of(revision), revision.track.dir, revision.track.language)
    return File(content, f"{known.media_type}; charset=utf-8", known.name)


def as_it_came(revision: Revision) -> File | None:
    """The file that the revision was read from, byte for byte; None where it was made in another way."""
    source = SourceFile.objects.filter(revision=revision).first()
    if source is None:
        return None
    extension = PurePath(revision.file_name).suffix.lower().lstrip(".")
    known = FORMATS.get(revision.source)
    known_by = extension if known and extension in known.extensions else "bin"
    media_type = known.media_type if known else "application/octet-stream"
    charset = f"; charset={revision.encoding}" if revision.encoding and known_by != "docx" else ""
    return File(source.content(), f"{media_type}{charset}", known_by)


def lost(revision: Revision) -> dict[str, list[Loss]]:
    """What each format that is written would lose of the revision, by the format's name."""
    document = document_of(revision)
    return {name: losses(document, known, revision.track.dir) for name, known in WRITTEN.items()}


def public_webvtt(track: Track, viewer: Viewer) -> str:
    """What a player needs of a published track: names stand in the text, for no browser shows a voice's."""
    document = public_document(track, viewer)
    said = voices.announced([cue.payload for cue in document.cues], str)
    for cue, payload in zip(document.cues, said, strict=True):
        cue.payload = payload
    return webvtt.write(document, track.dir)


def public_file(track: Track, format_name: str, viewer: Viewer) -> bytes:
    """A published track as a visitor takes it home. `format_name` is one of PUBLIC."""
    return WRITTEN[format_name].encode(public_document(track, viewer), track.dir, track.language)


def public_document(track: Track, viewer: Viewer) -> webvtt.Document:
    """What this viewer may have of a published track, speakers under the names that she may read.

    What only translators read stays behind; that nobody has checked a machine's text is said.
    """
    revision = track.published_revision
    names = speaking.names(track, viewer)
    whole = _document(revision, track.published_cues()) if revision else webvtt.Document()
    document = nameless(whole, lambda label: names.get(label, ""))
    if UNCHECKED in whole.blocks:
        document.blocks.insert(0, UNCHECKED)
    return document


def _cue(cue: Cue, *words: webvtt.Word) -> webvtt.Cue:
    return webvtt.Cue(cue.identifier, cue.start_ms, cue.end_ms, cue.settings, cue.payload, words=words)
