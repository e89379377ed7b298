"""For maintainers: read schema.org's types and properties out of schema-dts, for the test of our JSON-LD.

Run `npm pack schema-dts@VERSION` somewhere and then this script with the path of the archive that it wrote; commit
tests/catalogue/interchange/schema_org.json. schema-dts is made from schema.org's own release and stands under
Apache-2.0, the vocabulary itself under CC BY-SA 3.0.
"""

import hashlib
import json
import re
import sys
import tarfile
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "tests" / "catalogue" / "interchange" / "schema_org.json"
WORDS = "package/dist/schema.d.ts"
BASE = re.compile(r"^interface (\w+)Base extends ([^{]+?) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
# A type that adds no property of its own is nothing but this.
LEAF = re.compile(r"^export (?:interface|type) (\w+)Leaf\b.*?(\w+)Base\b", re.MULTILINE)
PARENT = re.compile(r"(\w+)Base\b")
PROPERTY = re.compile(r'^    "(\w+)"\?: SchemaValue<(.*), "\w+">;$', re.MULTILINE)


def read(text: str) -> dict[str, dict[str, object]]:
    """Every type by name: the types that it is one of, and its own properties with the types of their values."""
    found: dict[str, dict[str, object]] = {}
    for name, parents, body in BASE.findall(text):
        has = {word: sorted(set(re.findall(r"\w+", of)) - {"IdReference"}) for word, of in PROPERTY.findall(body)}
        found[name] = {"is": sorted(PARENT.findall(parents)), "has": has}
    for name, base in LEAF.findall(text):
        found.setdefault(name, {"is": [base], "has": {}})
    # Words of other vocabularies carry the names of those.
    return {name: said for name, said in found.items() if "_" not in name}


def main() -> None:
    archive = Path(sys.argv[1])
    with tarfile.open(archive) as packed:
        about, words = (packed.extractfile(name) for name in ("package/package.json", WORDS))
        assert about and words  # noqa: S101
        package, text = json.load(about), words.read()
    types = read(text.decode())
    head = {
        "of": "schema.org, as schema-dts has it",
        "package": f"schema-dts {package['version']}",
        "licence": "Apache-2.0 (the vocabulary: CC BY-SA 3.0, https://schema.org/docs/terms.html)",
        "sha256": hashlib.sha256(text).hexdigest(),
    }
    rows = ",\n".join(f"{json.dumps(name)}:{json.dumps(types[name], separators=(',', ':'))}" for name in sorted(types))
    TARGET.write_text(json.dumps(head, indent=1)[:-2] + f',\n "types": {{\n{rows}\n}}}}\n')


if __name__ == "__main__":
    main()
