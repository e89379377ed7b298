"""Timed Text Markup Language: IMSC 1.1's text profile and EBU-TT-D.

The times are reckoned by ttconv (frames, ticks, drop frames). Its reader as a whole is not used: it forgets who speaks
(agents), names and lines, leaves out what it does not understand without a word, and knows no bounds.
"""

import re

from subtitles.doubts import NOTHING_SAID, Answers
from subtitles.exceptions import UnreadableSubtitles
from subtitles.formats import ttml_writer, xml
from subtitles.formats.base import Format
from subtitles.formats.encodings import Decoded
from subtitles.formats.features import EVERYTHING, Feature
from subtitles.formats.ttml_content import Reading
from subtitles.reasons import Refusal
from subtitles.webvtt import Document, Parsed

_ROOT = re.compile(r"<(?:[A-Za-z0-9_-]{1,20}:)?tt[\s>]")
_HEAD = 4000
# Drafts of the standard, which broadcasters' files still are in.
_DRAFTS = re.compile(r"http://www\.w3\.org/200[46]/(?:04|10)/ttaf1(?=[\"'#])")


class TimedTextMarkup(Format):
    """TTML. A cue for each stretch of time in a paragraph; regions become settings, agents speakers."""

    name = "ttml"
    label = "TTML (IMSC 1.1, EBU-TT-D)"
    extensions = ("ttml", "dfxp", "itt", "imsc", "ebuttd", "xml")
    media_type = "application/ttml+xml"
    keeps = EVERYTHING - {Feature.WORDS, Feature.SETTINGS, Feature.BLOCKS, Feature.STYLING, Feature.IDENTIFIERS}

    def recognises(self, text: str) -> bool:
        return _ROOT.search(text[:_HEAD]) is not None

    def decode(self, data: bytes, language: str, answers: Answers = NOTHING_SAID) -> Decoded:
        return xml.decode(data, language, answers)

    def parse(self, text: str) -> Parsed:
        root = xml.parse(_DRAFTS.sub("http://www.w3.org/ns/ttml", text))
        if xml.local(root) != "tt":
            raise UnreadableSubtitles(Refusal.OTHER_CONTENT)
        reading = Reading(root)
        return Parsed(Document(blocks=[*reading.cues()]), reading.dropped)

    def write(self, document: Document, direction: str = "ltr", language: str = "") -> str:
        return ttml_writer.write(document, direction, language)
