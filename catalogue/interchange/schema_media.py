"""What can be seen, heard and read of a work, in the words of schema.org."""

from collections.abc import Iterable

from archive import timecode
from catalogue.interchange.json_ld import Absolute, Node, Value, compact, texts
from catalogue.public.data import DocumentShown, PartShown, TrackShown, WorkShown
from catalogue.public.playing import OVER_THE_PICTURE
from catalogue.public.transcript import Reading, plain

TYPES = {"video": "VideoObject", "audio": "AudioObject"}
LONGEST_TRANSCRIPT = 300  # characters: enough to know a recording by; the page itself holds all of it


def recordings(work: WorkShown, absolute: Absolute, readings: Iterable[Reading]) -> list[Value]:
    """The parts of a work that lists may name; of the readings those that are of their own tracks."""
    said = {reading.uuid: plain(reading, LONGEST_TRANSCRIPT) for reading in readings if reading.lines}
    parts = listed(work)
    return [_recording(part, work, absolute, said, several=len(parts) > 1) for part in parts]


def listed(work: WorkShown) -> list[PartShown]:
    return [part for part in work.parts if part.listed]


def subtitles(part: PartShown) -> list[TrackShown]:
    return [track for track in part.tracks if track.listed and track.kind in OVER_THE_PICTURE]


def _recording(part: PartShown, work: WorkShown, absolute: Absolute, said: dict[str, str], *, several: bool) -> Node:
    here = absolute(work.permanent)
    own = (said[track.uuid] for track in part.tracks if track.listed and track.uuid in said)
    whole_is_sealed = part.seal is not None and part.seal.whole
    return compact(
        {
            "@type": "MediaObject" if whole_is_sealed else TYPES[part.kind],
            "@id": f"{here}#part-{part.number}",
            "isPartOf": {"@id": here} if several else None,
            "position": part.number if several else None,
            "url": f"{here}?part={part.number}" if several else here,
            "name": texts([part.label] if part.label else work.titles),
            "duration": timecode.duration(part.duration_ms) if part.duration_ms else None,
            "inLanguage": part.language,
            "thumbnailUrl": absolute(part.poster) if part.poster else None,
            "uploadDate": part.added.isoformat(),
            "conditionsOfAccess": part.seal.said if part.seal else None,
            "caption": [_caption(track, absolute) for track in subtitles(part)],
            "transcript": next(own, None),
        }
    )


def _caption(track: TrackShown, absolute: Absolute) -> Node:
    return {
        "@type": "MediaObject",
        "contentUrl": absolute(track.url),
        "encodingFormat": "text/vtt",
        "inLanguage": track.lang,
    }


def documents(work: WorkShown, absolute: Absolute) -> list[Value]:
    """The files that can be read with a work."""
    return [_document(each, absolute) for each in work.documents if each.listed]


def _document(document: DocumentShown, absolute: Absolute) -> Node:
    return compact(
        {
            "@type": "MediaObject",
            "contentUrl": absolute(document.url),
            "encodingFormat": "application/pdf",
            "inLanguage": document.language,
            "name": texts([document.label]),
        }
    )
