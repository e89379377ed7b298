"""One page with one recording that the tests make themselves."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from archive.sandbox import ffmpeg_path

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def stream(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with twenty seconds of picture and tone as HLS, and what lies beside it in a rendition set."""
    folder = tmp_path_factory.mktemp("stream")
    picture = (
        "-f lavfi -i testsrc2=size=320x180:rate=25:duration=20 -c:v libx264 -preset ultrafast -g 50 -pix_fmt yuv420p"
    )
    tone = "-f lavfi -i sine=frequency=220:duration=20"
    packed = "-c:a aac -f hls -hls_time 2 -hls_playlist_type vod -hls_segment_type fmp4 master.m3u8"
    make = [ffmpeg_path(), "-nostdin", "-v", "error", *tone.split(), *picture.split(), *packed.split()]
    subprocess.run(make, cwd=folder, check=True)
    peaks = [abs((number * 37) % 100 - 50) / 50 for number in range(400)]
    (folder / "peaks.json").write_text(json.dumps({"version": 1, "interval_ms": 50, "peaks": peaks}))
    return folder


@pytest.fixture
def site(live_server: LiveServer, stream: Path, settings: Settings) -> Iterator[str]:
    """The address of a site that has the pages of tests/face/urls.py besides its own."""
    from tests.face import urls

    settings.ROOT_URLCONF = "tests.face.urls"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], HERE / "templates"]}]
    urls.STREAM["folder"] = stream
    yield live_server.url
    urls.STREAM.clear()
