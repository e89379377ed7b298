"""The few facts we need from the boxes of fragmented MP4 (ISO/IEC 14496-12, -15): codecs, samples, first moment."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf"}
LONG_SIZE = 1
# Offsets into the flags and fields of a trun box.
TRUN_DATA_OFFSET, TRUN_FIRST_FLAGS = 0x1, 0x4
TRUN_DURATION, TRUN_SIZE, TRUN_FLAGS, TRUN_COMPOSITION = 0x100, 0x200, 0x400, 0x800
AUDIO_SPECIFIC_CONFIG = b"\x05\x80\x80\x80"


class MalformedBoxesError(ValueError):
    """Not the boxes we expect from our own encoder."""


@dataclass(frozen=True)
class Fragment:
    """One track's samples in one moof: how many, and the moment the first is shown, in ticks."""

    samples: int
    first_shown: int


def walk(data: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[bytes, bytes]]:
    """Every box as (kind, content), descending into those that hold others."""
    end = len(data) if end is None else end
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, start)
        head = 8
        if size == LONG_SIZE:
            (size,) = struct.unpack_from(">Q", data, start + 8)
            head = 16
        if size < head or start + size > end:
            raise MalformedBoxesError(f"a box of {size} bytes at {start}")
        if kind in CONTAINERS:
            yield from walk(data, start + head, start + size)
        else:
            yield kind, data[start + head : start + size]
        start += size


def codec(init: bytes) -> str:
    """The codec of an initialisation segment in the words of RFC 6381: avc1.640028, mp4a.40.2."""
    description = next((content for kind, content in walk(init) if kind == b"stsd"), b"")
    if (at := description.find(b"avcC")) >= 0:
        return f"avc1.{description[at + 5 : at + 8].hex()}"
    if (at := description.find(AUDIO_SPECIFIC_CONFIG)) >= 0:
        return f"mp4a.40.{description[at + 5] >> 3}"
    raise MalformedBoxesError("neither H.264 nor AAC")


def fragments(segment: bytes) -> list[Fragment]:
    """The fragments of a media segment with one track, in order. Raises MalformedBoxesError."""
    found: list[Fragment] = []
    base = 0
    try:
        for kind, content in walk(segment):
            if kind == b"tfdt":
                base = int.from_bytes(content[4:12] if content[0] else content[4:8])
            elif kind == b"trun":
                found.append(Fragment(int.from_bytes(content[4:8]), base + _first_offset(content)))
    except (struct.error, IndexError) as error:
        raise MalformedBoxesError(str(error)) from error
    return found


def _first_offset(trun: bytes) -> int:
    """How much later than decoded the first sample is shown, in ticks."""
    flags = int.from_bytes(trun[1:4])
    if not flags & TRUN_COMPOSITION:
        return 0
    skipped = sum(
        4 for flag in (TRUN_DATA_OFFSET, TRUN_FIRST_FLAGS, TRUN_DURATION, TRUN_SIZE, TRUN_FLAGS) if flags & flag
    )
    return int.from_bytes(trun[8 + skipped : 12 + skipped], signed=bool(trun[0]))
