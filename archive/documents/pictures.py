"""Pictures inside a PDF keep their pixels and lose what cameras and programs wrote beside them, such as Exif."""

from collections import Counter
from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, StreamDecodeLevel

# JPEG (ITU-T T.81): APP0 is the size of a pixel, APP2 the colour profile, APP14 tells how the colours are coded.
_MARK, _APP, _COMMENT, _SCAN, _END = 0xFF, range(0xE0, 0xF0), 0xFE, 0xDA, 0xD9
_KEPT_APP = {0xE0, 0xE2, 0xEE}
_ALONE = {0xFF: 1, 0x01: 2, **dict.fromkeys(range(0xD0, 0xD9), 2)}  # markers without a length; 0xFF fills a gap
_IN_SCAN = {b"\x00", b"\xff", *(bytes([0xD0 + number]) for number in range(8))}
# JPEG 2000 (ITU-T T.800, annex I).
_JP2_SIGNATURE = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_JP2_WORDS = {b"xml ", b"uuid", b"uinf"}
_JP2_HEAD, _JP2_LONG = 8, 16  # bytes before what is in a box


def clean(pdf: Pdf, stream: Object, removed: Counter[str]) -> None:
    """Rewrite a picture that carries words of its own; all others stay untouched, byte for byte."""
    filters = list(stream["/Filter"]) if isinstance(stream.get("/Filter"), Array) else [stream.get("/Filter")]
    strip = {"/DCTDecode": without_jpeg_words, "/JPXDecode": without_jp2_words}.get(str(filters[-1]) if filters else "")
    if strip is None:
        return
    given = stream.get("/DecodeParms")
    parameters = list(given) if isinstance(given, Array) else [given] * len(filters)
    data = _unwrapped(pdf, stream.read_raw_bytes(), filters[:-1], parameters[:-1])
    stripped = strip(data)
    if stripped != data:
        last = parameters[-1] if isinstance(parameters[-1], Dictionary) else None
        stream.write(stripped, filter=Name(str(filters[-1])), decode_parms=last)
        removed["Exif"] += 1


def _unwrapped(pdf: Pdf, data: bytes, filters: Sequence[Object | None], parameters: Sequence[Object | None]) -> bytes:
    """The picture as its own format has it, out of what was wrapped around it."""
    if not filters:
        return data
    wrapped = Stream(pdf, data)
    wrapped["/Filter"] = Array(filters)
    if any(isinstance(each, Dictionary) for each in parameters):
        wrapped["/DecodeParms"] = Array(parameters)
    return wrapped.read_bytes(StreamDecodeLevel.generalized)


def without_jpeg_words(data: bytes) -> bytes:
    """A JPEG without its comments, the segments of programs, and what hangs behind its end; anything else as it is."""
    if not data.startswith(b"\xff\xd8"):
        return data
    kept, at = bytearray(data[:2]), 2
    while at + 4 <= len(data) and data[at] == _MARK:
        marker = data[at + 1]
        if marker == _END:
            break
        behind = at + (_ALONE[marker] if marker in _ALONE else 2 + int.from_bytes(data[at + 2 : at + 4], "big"))
        if marker == _SCAN:
            behind = _next_marker(data, behind)
        if marker != _COMMENT and (marker not in _APP or marker in _KEPT_APP):
            kept += data[at:behind]
        at = behind
    return bytes(kept + data[at : at + 2]) if data[at : at + 2] == b"\xff\xd9" else bytes(kept + data[at:])


def _next_marker(data: bytes, at: int) -> int:
    """Where the coded picture ends: at a marker that is no part of it."""
    while (at := data.find(b"\xff", at)) >= 0:
        if data[at + 1 : at + 2] not in _IN_SCAN:
            return at
        at += 1 if data[at + 1 : at + 2] == b"\xff" else 2
    return len(data)


def without_jp2_words(data: bytes) -> bytes:
    """A JPEG 2000 file without its boxes of words; what is no such file as it is."""
    if not data.startswith(_JP2_SIGNATURE):
        return data
    kept, at = bytearray(), 0
    while at + _JP2_HEAD <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + _JP2_LONG], "big")
        size = size if size >= _JP2_HEAD else len(data) - at  # 0: up to the end
        if kind not in _JP2_WORDS:
            kept += data[at : at + size]
        at += size
    return bytes(kept)
