"""For maintainers: copy browser modules, typefaces and dictionaries out of node_modules to where the site reads them.

Run `npm ci` and then this script after changing a version in package.json, and commit what it wrote. The site itself
and its tests need no Node: what visitors get lies in static/vendor, what the server alone reads in
subtitles/rules/dictionaries, and tests/face/test_vendor.py checks both against the vendored.json beside them.
"""

import hashlib
import json
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
DICTIONARIES = ROOT / "subtitles" / "rules" / "dictionaries"

# npm package: its licence file and the files that are needed, by the folder they go to.
PACKAGES: dict[str, list[str]] = {
    "hls.js": ["LICENSE", "dist/hls.min.mjs"],
    "@fontsource-variable/newsreader": [
        "LICENSE",
        "files/newsreader-latin-wght-normal.woff2",
        "files/newsreader-latin-wght-italic.woff2",
        "files/newsreader-latin-ext-wght-normal.woff2",
    ],
    "@fontsource-variable/schibsted-grotesk": [
        "LICENSE",
        "files/schibsted-grotesk-latin-wght-normal.woff2",
        "files/schibsted-grotesk-latin-ext-wght-normal.woff2",
    ],
    "@fontsource-variable/vazirmatn": ["LICENSE", "files/vazirmatn-arabic-wght-normal.woff2"],
}
FOR_THE_SERVER: dict[str, list[str]] = {
    "dictionary-sv": ["license", "index.aff", "index.dic"],
    "dictionary-en": ["license", "index.aff", "index.dic"],
    "dictionary-en-gb": ["license", "index.aff", "index.dic"],
    "@cspell/dict-fa-ir": ["LICENSE", "fa-IR.trie.gz"],
}
PLACES = {VENDOR: PACKAGES, DICTIONARIES: FOR_THE_SERVER}

# A browser that follows this line asks for a file that is not served.
SOURCE_MAP = re.compile(rb"\n?//# sourceMappingURL=\S+\s*$")


def copy(package: str, names: list[str], place: Path) -> dict[str, object]:
    """Copy one package's files and return its entry for vendored.json: version, licence, SHA-256 of each file."""
    about = json.loads((MODULES / package / "package.json").read_text())
    folder = place / f"{package.rsplit('/', maxsplit=1)[-1]}-{about['version']}"
    folder.mkdir(parents=True)
    sums: dict[str, str] = {}
    for name in names:
        content = (MODULES / package / name).read_bytes()
        if name.endswith("js"):
            content = SOURCE_MAP.sub(b"\n", content)
        target = folder / Path(name).name
        target.write_bytes(content)
        sums[target.relative_to(place).as_posix()] = hashlib.sha256(content).hexdigest()
    return {"version": about["version"], "licence": about["license"], "sha256": sums}


def main() -> None:
    """Replace each folder as a whole, so that nothing of an older version stays behind."""
    if not MODULES.is_dir():
        raise SystemExit("Run `npm ci` first: node_modules was not found.")
    for place, packages in PLACES.items():
        shutil.rmtree(place, ignore_errors=True)
        entries = {package: copy(package, names, place) for package, names in packages.items()}
        (place / "vendored.json").write_text(json.dumps(entries, indent=2) + "\n")


if __name__ == "__main__":
    main()
