"""What a file is, by its content, whatever its name says."""

from dataclasses import dataclass, field
from pathlib import Path

from archive.documents import sandboxed
from archive.examine import probe, sniffing
from archive.exceptions import Refused
from archive.models import Recording

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a file turned out to be. `kind` is "audio", "video" or "document"."""

    kind: str
    media_type: str
    technical: dict[str, object] = field(default_factory=dict)
    duration_ms: int | None = None


def examine(path: Path, recording: Recording | None = None) -> Finding:
    """Look into a file that is to be a thing of its own, or a further original of `recording`. Raises Refused."""
    if sniffing.is_pdf(path):
        if recording is not None:
            raise Refused("pdf_for_recording")
        if not sniffing.is_whole_pdf(path):
            raise Refused("pdf_truncated")
        return Finding("document", PDF, {"pages": sandboxed.check(path).pages})
    info = probe.probe(path)
    if recording is not None and recording.kind != info.kind:
        raise Refused("other_kind")
    return Finding(info.kind, info.media_type, info.as_json(), info.duration_ms)
