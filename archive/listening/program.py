"""What is run in the sandbox to say a text: `VOICE WORDS_A_MINUTE TEXT TARGET`.

TEXT holds a sentence a line, in UTF-8. Their sound goes to TARGET, one after the other, as 16-bit samples. Answers a
line of JSON, {"rate": 22050}, and one for each sentence, {"samples": 30000, "words": [[0, 4, 0], [5, 3, 250]]}: of
each word its first letter and its length in letters, and when it begins in ms. {"refused": "missing"} where there is
no library, {"refused": "voice"} where it has no such voice.

The library and not the program, because that says where its words begin. Runs in the sandbox, without Django.
"""

import ctypes
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

LIBRARIES = ("libespeak-ng.so.1", "libespeak-ng.so", "libespeak-ng.dylib", "/opt/homebrew/lib/libespeak-ng.dylib")
SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS
BUFFER_MS = 500
POSITION_IN_LETTERS = 1  # POS_CHARACTER
UTF_8 = 1  # espeakCHARS_UTF8
RATE = 1  # espeakRATE
END, WORD = 0, 1  # espeakEVENT_LIST_TERMINATED, espeakEVENT_WORD


class Event(ctypes.Structure):
    """espeak_EVENT of speak_lib.h."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


HEAR = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))


class Unable(Exception):
    """Nothing can be said."""


class Said:
    """The sentence that is being said."""

    def __init__(self, target: BinaryIO) -> None:
        self.target = target
        self.samples = 0
        self.words: list[tuple[int, int, int]] = []

    def hear(self, samples: "ctypes._Pointer[ctypes.c_short]", count: int, events: "ctypes._Pointer[Event]") -> int:
        if samples and count > 0:
            self.target.write(ctypes.string_at(samples, 2 * count))
            self.samples += count
        index = 0
        while events[index].type != END:
            event = events[index]
            if event.type == WORD:
                self.words.append((event.text_position - 1, event.length, event.audio_position))
            index += 1
        return 0


def main(arguments: list[str]) -> None:
    voice, words_a_minute, text, target = arguments
    try:
        library, rate = _open(voice, int(words_a_minute))
    except Unable as error:
        _answer({"refused": str(error)})
        return
    _answer({"rate": rate})
    with Path(text).open(encoding="utf-8") as sentences, Path(target).open("wb") as sound:
        for sentence in sentences:
            said = Said(sound)
            _say(library, sentence.rstrip("\n"), said.hear)
            _answer({"samples": said.samples, "words": said.words})


def _open(voice: str, words_a_minute: int) -> tuple[ctypes.CDLL, int]:
    library = _library()
    rate = library.espeak_Initialize(SYNCHRONOUS, BUFFER_MS, None, 0)
    if rate <= 0:
        raise Unable("missing")
    if library.espeak_SetVoiceByName(voice.encode()) != 0:
        raise Unable("voice")
    library.espeak_SetParameter(RATE, words_a_minute, 0)
    return library, rate


def _library() -> ctypes.CDLL:
    for name in LIBRARIES:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    raise Unable("missing")


def _say(library: ctypes.CDLL, sentence: str, hear: Callable[..., int]) -> None:
    called = HEAR(hear)
    library.espeak_SetSynthCallback(called)
    data = sentence.encode() + b"\0"
    library.espeak_Synth(data, ctypes.c_size_t(len(data)), 0, POSITION_IN_LETTERS, 0, UTF_8, None, None)


def _answer(said: object) -> None:
    print(json.dumps(said), flush=True)  # noqa: T201 - this is how it answers


if __name__ == "__main__":
    main(sys.argv[1:])
