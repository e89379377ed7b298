"""A program of this machine as a translator: it reads a file of JSON and prints JSON."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from archive.programs import Program
from archive.translating.base import Batch, Watch, loaded, texts


@dataclass(frozen=True, slots=True)
class Command(Program):
    """In its arguments {file} stands for the file, {source} and {target} for both languages' BCP 47 tags."""

    def translate(self, batch: Batch, watch: Watch) -> list[str]:
        """See `Translator.translate`."""
        with tempfile.TemporaryDirectory(prefix="translating-") as folder:
            file = Path(folder) / "lines.json"
            file.write_text(batch.as_json(), encoding="utf-8")
            printed = self.printed(
                "translator",
                {"{file}": str(file), "{source}": batch.source, "{target}": batch.target},
                watch,
                folder=file.parent,
                seconds=settings.TRANSLATOR_TIMEOUT_SECONDS,
                memory_mb=settings.TRANSLATOR_MEMORY_MB,
            )
        said = loaded(printed)
        return texts(said.get("lines") if isinstance(said, dict) else said)
