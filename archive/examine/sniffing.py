"""What a file's first bytes give away, before any program opens it. Refusal codes are those of `probe`."""

from pathlib import Path

SNIFFED_BYTES = 4096
PLAYLISTS = (b"#extm3u", b"ffconcat", b"[playlist]", b"<mpd", b"<smooth", b"<smil", b"<asx", b"[reference]", b"file '")
PLAYLIST_MARKS = (b"<mpd", b"<smoothstreamingmedia", b"<smil", b"<playlist", b"<asx")
PICTURES = (
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"8BPS",
    b"\xff\x0a",
    b"\x00\x00\x00\x0cJXL ",
)
STILL_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis", b"crx ")
PDF_HEADER, PDF_END, PDF_TAIL_BYTES = b"%PDF-", b"%%EOF", 16 * 1024
MP4_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
NEVER_COUNTED = 0x7FFFF000  # what writes into a pipe, and cannot go back to its head, puts the largest number there
PLAYLIST_FORMATS = {"hls", "applehttp", "dash", "concat", "imf", "sdp", "rtsp"}
PICTURE_FORMATS = {"image2", "gif", "apng", "ico", "jpegxl_anim", "xbin"}


def refusal(path: Path) -> str:
    """A code of refusal, or "" when the beginning does not speak against it."""
    with path.open("rb") as stream:
        head = stream.read(SNIFFED_BYTES)
    if not head:
        return "empty"
    if _is_playlist(head):
        return "playlist"
    return "picture" if _is_picture(head) else ""


def is_pdf(path: Path) -> bool:
    """Whether the file begins as PDF files do."""
    with path.open("rb") as stream:
        return stream.read(len(PDF_HEADER)) == PDF_HEADER


def is_whole_pdf(path: Path) -> bool:
    """Whether a PDF comes to its end. Mail and web servers add some bytes of their own behind it."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - PDF_TAIL_BYTES))
        return PDF_END in stream.read()


def is_mp4(path: Path) -> bool:
    """Whether the file begins as MP4 and QuickTime files do."""
    with path.open("rb") as stream:
        return stream.read(8)[4:] in MP4_BOXES


def promised_bytes(path: Path) -> int:
    """How many bytes a RIFF file (WAV, AVI) says it has; 0 when it does not, as where a recorder was switched off."""
    with path.open("rb") as stream:
        kind, size = stream.read(4), int.from_bytes(stream.read(4), "little")
    return size + 8 if kind == b"RIFF" and size < NEVER_COUNTED else 0


def code_for_format(name: str) -> str:
    """The code for a format that ffprobe recognised but may not open."""
    if name in PLAYLIST_FORMATS:
        return "playlist"
    return "picture" if name.endswith("_pipe") or name in PICTURE_FORMATS else "not_media"


def _is_playlist(head: bytes) -> bool:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith((b"<?xml", b"<!--")):
        return any(mark in text for mark in PLAYLIST_MARKS)
    return text.startswith(PLAYLISTS)


def _is_picture(head: bytes) -> bool:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return True
    return head.startswith(PICTURES) or (head[4:8] == b"ftyp" and head[8:12] in STILL_BRANDS)
