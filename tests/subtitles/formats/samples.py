"""A file of each format, all of them saying the same: two cues, the second in two lines."""

import json

from subtitles.formats import FORMATS
from subtitles.webvtt import Cue, Document

DOCUMENT = Document(blocks=[Cue("1", 1000, 2500, "", "Friheten", 0), Cue("2", 3000, 4000, "", "är\nvår & din", 0)])

_WHISPER = {
    "segments": [
        {"start": 1.0, "end": 2.5, "text": " Friheten", "words": [{"word": " Friheten", "start": 1.0, "end": 2.5}]},
        {"start": 3.0, "end": 4.0, "text": " är vår & din"},
    ]
}

SAMPLES: dict[str, bytes] = {
    name: known.encode(DOCUMENT, "ltr", "sv") if known.writes else json.dumps(_WHISPER).encode()
    for name, known in FORMATS.items()
}
