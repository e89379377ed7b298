"""A program of this machine as a recogniser: it prints JSON of a recogniser, or WebVTT."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from archive.listening.recognisers.base import Heard, Watch, answered
from archive.programs import Program


@dataclass(frozen=True, slots=True)
class Command(Program):
    """In its arguments {sound} stands for the file of sound, {language} for the language's BCP 47 tag."""

    def hear(self, sound: Path, language: str, watch: Watch) -> Heard:
        """See `Recogniser.hear`."""
        printed = self.printed(
            "recogniser",
            {"{sound}": str(sound), "{language}": language},
            watch,
            folder=sound.parent,
            seconds=settings.RECOGNISER_TIMEOUT_SECONDS,
            memory_mb=settings.RECOGNISER_MEMORY_MB,
        )
        return answered(printed.encode())
