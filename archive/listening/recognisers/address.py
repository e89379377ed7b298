"""An address that speaks OpenAI's interface for transcriptions as a recogniser: many servers one can run oneself do."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from archive import posting
from archive.listening.recognisers.base import MOST_BYTES, Heard, Watch, answered

# Whisper was taught no Dari by that name; it is written as Persian.
_SPOKEN_AS = {"prs": "fa"}


@dataclass(frozen=True, slots=True)
class Address:
    """`url` is the whole address, such as https://speech.example.org/v1/audio/transcriptions; `key` "" for none."""

    url: str
    key: str
    model: str
    seconds: int
    name: str = "address"

    @property
    def leaves_the_house(self) -> bool:
        return posting.leaves_the_house(self.url)

    @property
    def tool(self) -> str:
        return f"{self.model} ({urlsplit(self.url).hostname})"

    @property
    def identity(self) -> str:
        return f"{self.url} {self.model}"

    def hear(self, sound: Path, language: str, watch: Watch) -> Heard:
        """See `Recogniser.hear`."""
        boundary = uuid.uuid4().hex
        opening, closing = _form(boundary, self.model, _SPOKEN_AS.get(language, language))
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(len(opening) + sound.stat().st_size + len(closing)),
            "Accept": "application/json",
            **({"Authorization": f"Bearer {self.key}"} if self.key else {}),
        }
        asked = posting.Asked("recogniser", self.url, self.seconds, MOST_BYTES)
        return answered(posting.post(asked, headers, _sent(opening, sound, closing, watch), watch))


def _form(boundary: str, model: str, language: str) -> tuple[bytes, bytes]:
    """What stands before and behind the file."""
    fields = [
        ("model", model),
        ("language", language),
        ("response_format", "verbose_json"),
        ("timestamp_granularities[]", "word"),
        ("timestamp_granularities[]", "segment"),
    ]
    written = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields
    ]
    file = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="sound.wav"\r\n'
        "Content-Type: audio/wav\r\n\r\n"
    )
    return ("".join(written) + file).encode(), f"\r\n--{boundary}--\r\n".encode()


def _sent(opening: bytes, sound: Path, closing: bytes, watch: Watch) -> Iterator[bytes]:
    yield opening
    with sound.open("rb") as file:
        while chunk := file.read(posting.CHUNK_BYTES):
            watch()
            yield chunk
    yield closing


def address() -> Address:
    """That of the settings."""
    return Address(
        settings.RECOGNISER_URL,
        settings.RECOGNISER_KEY.strip(),
        settings.RECOGNISER_MODEL,
        settings.RECOGNISER_TIMEOUT_SECONDS,
    )
