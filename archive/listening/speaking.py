"""Have espeak-ng say sentences, in the sandbox: a voice to compare a recording with."""

import json
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from archive import sandbox
from archive.exceptions import JobFailed, ProcessFailed
from archive.wording import Said

logger = logging.getLogger(__name__)

# By BCP 47 tag. Dari is said as Persian, which it is written as. espeak-ng says neither Sorani nor Pashto.
VOICES = {"sv": "sv", "fa": "fa", "prs": "fa", "en": "en", "ar": "ar", "kmr": "ku"}
WORDS_A_MINUTE = 170
MOST_CHARACTERS = 500_000  # about twelve hours of speech
_START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from archive.listening.program import main; main(sys.argv[1:])"
)
_PROGRAM = [sys.executable, "-I", "-B", "-c", _START, str(Path(__file__).resolve().parents[2])]
_LIMITS = sandbox.Limits(
    wall_seconds=1800, cpu_seconds=1200, stall_seconds=120, memory_bytes=1024**3, file_bytes=4 * 1024**3
)


class Answer(TypedDict, total=False):
    """A line that the program answers; see `archive.listening.program`."""

    refused: str
    rate: int
    samples: int
    words: list[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Voice:
    """Sentences as they were said: samples at `rate` hertz, in a memory map, and for each sentence its own."""

    rate: int
    sentences: "list[Spoken]"


@dataclass(frozen=True, slots=True)
class Spoken:
    """`words`: of each word its first letter and its letters in the sentence, and when it begins, in ms."""

    samples: NDArray[np.int16]
    words: list[tuple[int, int, int]]


def voice_of(language: str) -> str:
    """espeak-ng's voice for a BCP 47 tag. Raises JobFailed for a language that it does not speak."""
    if (voice := VOICES.get(language)) is None:
        raise JobFailed(Said("listening.no_voice", {"language": language}))
    return voice


def say(
    sentences: Sequence[str],
    language: str,
    directory: Path,
    should_stop: Callable[[], bool] = lambda: False,
    *,
    voice: str = "",
    words_a_minute: int = WORDS_A_MINUTE,
) -> Voice:
    """Each sentence, said into a file of the directory, which must stay as long as the samples are read.

    `voice`: another of espeak-ng's than the language's own, such as "sv+f3". Raises JobFailed.
    """
    chosen = voice or voice_of(language)
    if sum(map(len, sentences)) > MOST_CHARACTERS:
        raise JobFailed(Said("listening.too_much"))
    text, target = directory / "text.txt", directory / "voice.s16"
    text.write_text("".join(f"{' '.join(sentence.split())}\n" for sentence in sentences), encoding="utf-8")
    answers = _ask([chosen, str(words_a_minute), str(text), str(target)], target, should_stop)
    first = next(answers, Answer(refused="missing"))
    if refused := first.get("refused"):
        raise JobFailed(Said(f"listening.{refused}", {"language": language}))
    samples = np.memmap(target, np.int16, mode="r") if target.stat().st_size else np.zeros(0, np.int16)
    said, reached = [], 0
    for answer in answers:
        words = [(letter, letters, ms) for letter, letters, ms in answer["words"]]
        said.append(Spoken(samples[reached : reached + answer["samples"]], words))
        reached += answer["samples"]
    if len(said) != len(sentences):
        raise JobFailed(Said("listening.broke_off"), may_pass=True)
    return Voice(int(first["rate"]), said)


def _ask(arguments: list[str], target: Path, should_stop: Callable[[], bool]) -> Iterator[Answer]:
    lines: list[str] = []
    try:
        sandbox.run(
            [*_PROGRAM, *arguments],
            limits=_LIMITS,
            on_line=lines.append,
            should_stop=should_stop,
            progress=lambda: target.stat().st_size if target.exists() else 0,
        )
    except ProcessFailed as error:
        if error.reason == "cancelled":
            raise
        logger.warning("espeak-ng failed (%s): %s", error.reason, error.detail[-1000:])
        raise JobFailed(Said("listening.broke_off"), may_pass=True) from error
    return iter([json.loads(line) for line in lines if line.strip()])
