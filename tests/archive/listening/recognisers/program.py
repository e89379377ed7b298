"""A recogniser that hears how long a WAV file is: `program.py MODE SOUND LANGUAGE`. Run, never imported."""

import json
import sys
import time
import wave
from pathlib import Path

mode, sound, language = sys.argv[1:]
with wave.open(sound) as file:
    seconds = file.getnframes() / file.getframerate()
words = [
    {"word": " jag", "start": 0.0, "end": 0.2, "probability": 0.9},
    {"word": " jick", "start": 0.3, "end": 0.5, "probability": 0.2},
    {"word": " hem", "start": 0.6, "end": seconds, "probability": 0.8},
]
segment: dict[str, object] = {"start": 0.0, "end": seconds, "text": " jag jick hem", "words": words}
heard = {"language": language, "text": "jag jick hem", "segments": [segment]}
said = json.dumps(heard)
if mode == "vtt":
    said = "WEBVTT\n\n00:00.000 --> 00:01.000\nHej & du"
elif mode == "nothing":
    said = json.dumps({"text": "", "segments": []})
elif mode == "rubbish":
    said = "Traceback: no such model <script>"
elif mode == "hostile":
    segment |= {"text": "<script>alert(1)</script> \u202e --> \x1b[31m", "words": []}
    said = json.dumps(heard)
elif mode == "silent":
    said = "\n"
elif mode == "large":
    said = "x" * 11 * 1024**2
elif mode == "error":
    sys.exit("the model is not there")
elif mode == "memory":
    held = bytearray(10 * 1024**3)
elif mode == "slow":
    time.sleep(60)
elif mode.startswith("once:"):  # fails at the second piece until the file is there
    flag, count = Path(f"{mode[5:]}.flag"), Path(f"{mode[5:]}.count")
    asked = len(count.read_text()) if count.exists() else 0
    count.write_text("x" * (asked + 1))
    if asked == 1 and not flag.exists():
        sys.exit("the model broke")
sys.stdout.write(said)
