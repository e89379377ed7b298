"""Names under which our modules import each other.

The map carries the hashed file names of a live site, so that a module and what it imports are always of one version.
It is the only script that stands in a page, the same one in all; the page's policy knows it by its hash.
"""

import base64
import hashlib
import json
from functools import cache

from django.templatetags.static import static

MODULES = {
    "hls": "vendor/hls.js-1.7.4/hls.min.mjs",
    **{
        name: f"js/{name}.js"
        for name in (
            "captions",
            "clock",
            "keyboard",
            "memory",
            "pairing",
            "source",
            "thumbnails",
            "time-link",
            "waveform",
        )
    },
}


@cache
def text() -> str:
    """What stands between the tags."""
    return json.dumps({"imports": {name: static(path) for name, path in MODULES.items()}}, separators=(",", ":"))


@cache
def source() -> str:
    """The map as a Content-Security-Policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text().encode()).digest()).decode()}'"
