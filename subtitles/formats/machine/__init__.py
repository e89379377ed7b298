"""JSON of speech recognisers: which of them wrote it is seen by its shape. Words keep their times and confidence.

Another recogniser is a function from what JSON holds to utterances, and a line in SHAPES.
"""

import json
from typing import Any

from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats.base import Format
from subtitles.formats.features import Feature
from subtitles.formats.machine import clouds, local
from subtitles.formats.machine.cues import cues
from subtitles.formats.machine.shapes import Shape
from subtitles.reasons import Refusal, _
from subtitles.webvtt import Document, Parsed

MAX_PARTS = 1_500_000
SHAPES: tuple[Shape, ...] = (*local.SHAPES, *clouds.SHAPES)


class Recognised(Format):
    """JSON. Only read: what is written here is people's work as well as a machine's."""

    name = "json"
    label = _("JSON of a speech recogniser")
    extensions = ("json", "jsonl")
    media_type = "application/json"
    keeps = frozenset({Feature.TIMES, Feature.WORDS, Feature.SPEAKERS})
    writes = False

    def parse(self, text: str) -> Parsed:
        said = loaded(text)
        for shape in SHAPES:
            if shape.fits(said):
                return Parsed(Document(blocks=[*cues(shape.read(said))]), [])
        raise UnreadableSubtitles(Refusal.UNKNOWN_JSON)

    def write(self, document: Document, direction: str = "ltr", language: str = "") -> str:
        raise NotImplementedError


def loaded(text: str) -> Any:
    """What JSON, or lines of JSON, hold. Raises UnreadableSubtitles: no JSON, nested too deeply, too many parts."""
    text = text.removeprefix("\ufeff").strip()
    if text.count("{") + text.count("[") + text.count(",") > MAX_PARTS:
        raise UnreadableSubtitles(Refusal.TOO_DEEP)
    try:
        return json.loads(text)
    except RecursionError as error:
        raise UnreadableSubtitles(Refusal.TOO_DEEP) from error
    except ValueError:
        return _lines(text)


def _lines(text: str) -> list[object]:
    """As Vosk prints its results one below the other, with line feeds in them or without."""
    decoder, found, at = json.JSONDecoder(), [], 0
    try:
        while at < len(text):
            value, end = decoder.raw_decode(text, at)
            found.append(value)
            at = end
            while at < len(text) and text[at].isspace():
                at += 1
    except RecursionError as error:
        raise UnreadableSubtitles(Refusal.TOO_DEEP) from error
    except ValueError as error:
        raise UnreadableSubtitles(Refusal.OTHER_CONTENT) from error
    return found
