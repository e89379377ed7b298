"""A real recogniser: `whisper.py PACKAGES MODEL SOUND LANGUAGE`, JSON of faster-whisper. Run, never imported."""

import importlib
import json
import sys

packages, model, sound, language = sys.argv[1:]
sys.path.insert(0, packages)
heard = importlib.import_module("faster_whisper").WhisperModel(model, device="cpu", compute_type="int8", cpu_threads=2)
segments, _about = heard.transcribe(sound, language=language, word_timestamps=True, beam_size=1)
said = [
    {
        "start": segment.start,
        "end": segment.end,
        "text": segment.text,
        "words": [vars(word) for word in segment.words or []],
    }
    for segment in segments
]
sys.stdout.write(json.dumps({"language": language, "segments": said}))
