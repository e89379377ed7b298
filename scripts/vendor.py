"""For maintainers: copy the browser modules and typefaces out of node_modules into static/vendor.

Run `npm ci` and then this script after changing a version in package.json, and commit what it wrote. The site itself
and its tests need no Node: what visitors get is what lies in static/vendor, and tests/face/test_vendor.py checks it
against static/vendor/vendored.json.
"""

import hashlib
import json
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"

# npm package: its licence file and the files that visitors need.
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

# A browser that follows this line asks for a file that is not served.
SOURCE_MAP = re.compile(rb"\n?//# sourceMappingURL=\S+\s*$")


def copy(package: str, names: list[str]) -> dict[str, object]:
    """Copy one package's files and return its entry for vendored.json: version, licence, SHA-256 of each file."""
    about = json.loads((MODULES / package / "package.json").read_text())
    folder = VENDOR / f"{package.rsplit('/', maxsplit=1)[-1]}-{about['version']}"
    folder.mkdir(parents=True)
    sums: dict[str, str] = {}
    for name in names:
        content = (MODULES / package / name).read_bytes()
        if name.endswith("js"):
            content = SOURCE_MAP.sub(b"\n", content)
        target = folder / Path(name).name
        target.write_bytes(content)
        sums[target.relative_to(VENDOR).as_posix()] = hashlib.sha256(content).hexdigest()
    return {"version": about["version"], "licence": about["license"], "sha256": sums}


def main() -> None:
    """Replace static/vendor as a whole, so that nothing of an older version stays behind."""
    if not MODULES.is_dir():
        raise SystemExit("Run `npm ci` first: node_modules was not found.")
    shutil.rmtree(VENDOR, ignore_errors=True)
    entries = {package: copy(package, names) for package, names in PACKAGES.items()}
    (VENDOR / "vendored.json").write_text(json.dumps(entries, indent=2) + "\n")


if __name__ == "__main__":
    main()
