"""Names under which our modules import each other.

The map carries the hashed file names of a live site, so that a module and what it imports are always of one version.
It is the only script that stands in a page; the page's policy knows it by its hash. All pages of the site bring the
same one. The workbench brings its own besides: its modules, which name each other by their place beside each other.
"""

import base64
import hashlib
import json
from functools import cache

from django.conf import settings
from django.templatetags.static import static

from config.dotenv import BASE_DIR

MODULES = {
    "hls": "vendor/hls.js-1.7.4/hls.min.mjs",
    **{
        name: f"js/{name}.js"
        for name in (
            "captions",
            "clock",
            "keyboard",
            "lines",
            "memory",
            "pairing",
            "source",
            "thumbnails",
            "time-link",
            "waveform",
        )
    },
}


SITE, WORKBENCH = "site", "workbench"


@cache
def text(room: str = SITE) -> str:
    """What stands between the tags."""
    names = {name: static(path) for name, path in MODULES.items()}
    return json.dumps({"imports": {**names, **(_neighbours() if room == WORKBENCH else {})}}, separators=(",", ":"))


def _neighbours() -> dict[str, str]:
    """The workbench's modules: the address that `./name.js` means beside them, and where it is served."""
    paths = [f"js/workbench/{path.name}" for path in sorted((BASE_DIR / "static/js/workbench").glob("*.js"))]
    return {f"{settings.STATIC_URL}{path}": static(path) for path in paths}


@cache
def source(room: str = SITE) -> str:
    """The map as a Content-Security-Policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text(room).encode()).digest()).decode()}'"
