import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from archive import sandbox
from archive.transcoding import boxes, rungs
from tests.archive.clips import ffmpeg

pytestmark = pytest.mark.media


@pytest.fixture(scope="module")
def encoded(clip: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with one rung `v360` of the film."""
    directory = tmp_path_factory.mktemp("encoded")
    (directory / "v360").mkdir()
    encoder = ["-an", "-c:v", "libx264", "-preset", "ultrafast", "-g", "50"]
    packager = ["-f", "hls", "-hls_time", "2", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4"]
    ffmpeg("-i", clip("film"), *encoder, *packager, directory / "v360" / "index.m3u8")
    return directory


@pytest.fixture
def copy(encoded: Path, tmp_path: Path) -> Path:
    """The same, to be spoilt."""
    return Path(shutil.copytree(encoded, tmp_path / "copy"))


def test_a_rung_is_measured_by_what_lies_on_disk(encoded: Path) -> None:
    rung = rungs.measure(encoded, "v360", width=640, height=360)
    segments = sorted((encoded / "v360").glob("*.m4s"))
    bits = [segment.stat().st_size * 8 for segment in segments]
    assert rung == rungs.Rung(
        name="v360",
        codecs="avc1.42c01e",
        bandwidth=round(max(bits) / 2),
        average_bandwidth=round(sum(bits) / 4),
        duration_ms=4000,
        samples=100,
        width=640,
        height=360,
    )


def test_the_codec_is_what_ffprobe_finds(encoded: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.mp4"
    parts = [encoded / "v360" / "init.mp4", *sorted((encoded / "v360").glob("*.m4s"))]
    whole.write_bytes(b"".join(part.read_bytes() for part in parts))
    argv = [sandbox.ffprobe_path(), "-v", "error", "-show_entries", "stream=profile,level", "-of", "csv=p=0"]
    found = sandbox.run([*argv, f"file:{whole}"], limits=sandbox.Limits(wall_seconds=20, cpu_seconds=20))
    assert found.stdout.strip() == f"Constrained Baseline,{0x1E}"


def spoil(copy: Path, change: str) -> None:
    folder = copy / "v360"
    index = folder / "index.m3u8"
    segment = min(folder.glob("*.m4s"))
    match change:
        case "missing segment":
            segment.unlink()
        case "empty segment":
            segment.write_bytes(b"")
        case "segment cut short":
            segment.write_bytes(segment.read_bytes()[:-100])
        case "playlist without an end":
            index.write_text(index.read_text().replace("#EXT-X-ENDLIST", ""))
        case "playlist without segments":
            index.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-ENDLIST\n")
        case "no initialisation segment":
            (folder / "init.mp4").unlink()
        case "no playlist":
            index.unlink()


@pytest.mark.parametrize(
    "change",
    [
        "missing segment",
        "empty segment",
        "segment cut short",
        "playlist without an end",
        "playlist without segments",
        "no initialisation segment",
        "no playlist",
    ],
)
def test_an_incomplete_rung_is_noticed(copy: Path, change: str) -> None:
    rungs.measure(copy, "v360")
    spoil(copy, change)
    with pytest.raises(rungs.IncompleteError):
        rungs.measure(copy, "v360")


def test_boxes_that_lie_about_their_size_are_malformed() -> None:
    for lie in (b"\x00\x00\xff\xffmoof", b"\x00\x00\x00\x04moof", b"\x00\x00\x00\x01moof\x00\x00"):
        with pytest.raises(boxes.MalformedBoxesError):
            boxes.fragments(lie)
    with pytest.raises(boxes.MalformedBoxesError):
        boxes.codec(b"")
