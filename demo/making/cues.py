"""Subtitle files, timed by the voices that were heard."""

from pathlib import Path

from demo.making.programme import LANGUAGES, Programme
from demo.making.sound import Placed, Sound

LINE_CHARACTERS = 42
LINGER_MS = 500  # a subtitle stays a moment after the voice
GAP_MS = 84  # and lets the eye see that a new one comes: two frames
BREAK_AFTER = ".,:;!?؟،؛"
BREAK_BEFORE = {
    *("och", "som", "utan", "när", "men", "att", "till", "med", "på", "i"),
    *("and", "who", "that", "to", "of", "with", "when", "but"),
    *("و", "که", "از", "به", "در", "اما", "تا"),
}

ENCODINGS = {"vtt": "utf-8", "srt": "utf-8", "srt-cp1256": "cp1256"}
# Windows-1256, as Persian was typed before Unicode, has neither the Persian yeh nor the hamza above.
OLD_LETTERS = str.maketrans({"ی": "ي", "\u0654": "\u200cي", "\u0650": ""})

Cue = tuple[int, int, str]


def cues(sound: Sound, language: str) -> list[Cue]:
    """(start_ms, end_ms, text) of every cue of a track, in order, none overlapping the next."""
    spoken = [cue for placed in sound.placed for cue in _cues_of(placed, language)]
    limits = [start - GAP_MS for start, _, _ in spoken[1:]] + [sound.duration_ms]
    return [
        (start, min(end + LINGER_MS, limit), _broken(text))
        for (start, end, text), limit in zip(spoken, limits, strict=True)
    ]


def write_tracks(programme: Programme, sound: Sound, folder: Path) -> None:
    """Write one file per language, each in the format its script asks for."""
    for language in LANGUAGES:
        form = programme.tracks[language]
        found = cues(sound, language)
        text = _vtt(found, programme, language) if form == "vtt" else _srt(found)
        if form == "srt-cp1256":
            text = text.translate(OLD_LETTERS)
        data = text.replace("\n", "\r\n" if form != "vtt" else "\n").encode(ENCODINGS[form])
        (folder / programme.track_file(language)).write_bytes(data)


def _cues_of(placed: Placed, language: str) -> list[Cue]:
    """A sentence that is read as two cues shares its time between them by length."""
    texts = placed.line.texts[language]
    letters = sum(map(len, texts))
    found, start = [], placed.start_ms
    for text in texts:
        end = start + (placed.end_ms - placed.start_ms) * len(text) // letters
        found.append((start, end, text))
        start = end
    return found


def _broken(text: str) -> str:
    """Break a long cue in two even lines, rather after a mark or before a small word that belongs to what follows."""
    if len(text) <= LINE_CHARACTERS:
        return text
    places = [index for index, letter in enumerate(text) if letter == " "]
    best = min(places, key=lambda place: abs(place - len(text) / 2) - _ease(text[:place], text[place + 1 :]))
    return f"{text[:best]}\n{text[best + 1 :]}"


def _ease(before: str, after: str) -> int:
    """How many characters of unevenness a break at this place is worth."""
    return 9 * (before[-1] in BREAK_AFTER) + 6 * (after.split(" ", maxsplit=1)[0] in BREAK_BEFORE)


def _clock(ms: int, mark: str) -> str:
    seconds, thousandths = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{thousandths:03}"


def _vtt(found: list[Cue], programme: Programme, language: str) -> str:
    head = f"WEBVTT\n\nNOTE\nA stand-in of our own making: {programme.title['en']} ({language}).\n\n"
    blocks = [f"{_clock(start, '.')} --> {_clock(end, '.')}\n{text}\n" for start, end, text in found]
    return head + "\n".join(blocks)


def _srt(found: list[Cue]) -> str:
    return "\n".join(
        f"{number}\n{_clock(start, ',')} --> {_clock(end, ',')}\n{text}\n"
        for number, (start, end, text) in enumerate(found, 1)
    )
