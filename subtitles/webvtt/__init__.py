"""WebVTT as the W3C describes it, without Django: read a file, know what was dropped, write it back unharmed."""

from subtitles.webvtt.document import Block, Cue, Document, Dropped, Mended, Parsed, Word
from subtitles.webvtt.parser import parse
from subtitles.webvtt.writer import write

__all__ = ["Block", "Cue", "Document", "Dropped", "Mended", "Parsed", "Word", "parse", "write"]
