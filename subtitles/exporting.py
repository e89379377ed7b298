"""A revision as a file again."""

from django.db.models import QuerySet

from subtitles import webvtt
from subtitles.formats import FORMATS
from subtitles.models import Cue, Revision, Track


def document_of(revision: Revision) -> webvtt.Document:
    """The whole revision's cues and blocks in the order of the file they came from, for those who work on it."""
    return _document(revision, revision.cues.all())


def _document(revision: Revision, cues: QuerySet[Cue]) -> webvtt.Document:
    blocks = sorted(revision.blocks, key=lambda block: block["before"])
    waiting = iter([(block["before"], webvtt.Block(block["kind"], block["text"])) for block in blocks])
    document = webvtt.Document(revision.header)
    following = next(waiting, None)
    for cue in cues.order_by("position"):
        while following and following[0] <= cue.position:
            document.blocks.append(following[1])
            following = next(waiting, None)
        document.blocks.append(_cue(cue))
    document.blocks += [following[1]] if following else []
    document.blocks += [block for _, block in waiting]
    return document


def download(revision: Revision, format_name: str) -> str:
    """The whole revision as a file's text, for those who work on it. `format_name` is a key of FORMATS."""
    return FORMATS[format_name].write(document_of(revision), revision.track.dir)


def public_webvtt(track: Track) -> str:
    """What a player needs of a published track.

    The header and the notes stay behind: translators write names and doubts in them.
    """
    revision = track.published_revision
    blocks = _document(revision, track.published_cues()).blocks if revision else []
    shown = [block for block in blocks if not (isinstance(block, webvtt.Block) and block.kind == "note")]
    return webvtt.write(webvtt.Document(blocks=shown), track.dir)


def _cue(cue: Cue) -> webvtt.Cue:
    return webvtt.Cue(cue.identifier, cue.start_ms, cue.end_ms, cue.settings, cue.payload)
