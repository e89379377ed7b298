"""Small files of every kind a giver might send, the bad ones too."""

import struct
import wave
import zlib
from collections.abc import Callable
from pathlib import Path

PDF = b"""%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [3 0 R] /Count 1 >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>
endobj
4 0 obj
<< /Length 13 >>
stream
0 0 9 9 re f

endstream
endobj
trailer
<< /Root 1 0 R /Size 5 >>
startxref
0
%%EOF
"""


def tone(path: Path, seconds: float = 1.0, frequency: int = 440) -> Path:
    """A WAV with a square wave; other frequencies make other bytes."""
    rate = 8000
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        half = max(1, rate // frequency // 2)
        samples = [8000 if (n // half) % 2 else -8000 for n in range(int(rate * seconds))]
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return path


def pdf(path: Path) -> Path:
    path.write_bytes(PDF)
    return path


def _picture(path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + bytes(range(8)) for _ in range(8)))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def _playlist(path: Path) -> None:
    other = tone(path.with_name("somebody-elses.wav"))
    path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:{other}\n#EXT-X-ENDLIST\n")


def _truncated(path: Path) -> None:
    # An MP4 whose index was to come at its end and never did.
    path.write_bytes(
        struct.pack(">I", 24) + b"ftypisom\0\0\2\0isomiso2" + struct.pack(">I", 100_000) + b"mdat" + b"\1" * 5000
    )


# Name of the file, and what writes it there. None of these is a recording.
BAD: dict[str, tuple[str, Callable[[Path], object]]] = {
    "zero bytes": ("empty.mp4", lambda path: path.write_bytes(b"")),
    "text named .mp4": ("letter.mp4", lambda path: path.write_text("Dear archive, this is only a letter.\n" * 50)),
    "a playlist that points at another file": ("film.mp4", _playlist),
    "a truncated film": ("half.mp4", _truncated),
    "a picture": ("cover.mp4", _picture),
    "a name with shell characters": ("$(touch pwned); `id` && rm -rf *|.mp4", lambda path: path.write_text("no film")),
}
