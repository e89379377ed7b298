"""What schema.org's own lists say against a piece of JSON-LD. `scripts/schema_words.py` writes those down."""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypedDict


class Kind(TypedDict):
    """`is`: the types that it is one of; `has`: its own properties, with the types of their values."""

    of: list[str]
    has: dict[str, list[str]]


_READ = json.loads((Path(__file__).parent / "schema_org.json").read_text())
TYPES: dict[str, Kind] = {name: {"of": said["is"], "has": said["has"]} for name, said in _READ["types"].items()}
DURATION = re.compile(r"PT(?=\d)(\d+H)?(\d+M)?(\d+S)?")


@cache
def ancestors(name: str) -> frozenset[str]:
    """The type itself and every type that it is one of."""
    return frozenset({name}.union(*(ancestors(parent) for parent in TYPES[name]["of"])))


@cache
def properties(name: str) -> dict[str, list[str]]:
    return {word: of for each in ancestors(name) for word, of in TYPES[each]["has"].items()}


def problems(node: object, where: str = "") -> Iterator[str]:
    """Everything that is no word of theirs, stands on a type that does not have it, or is no value for it."""
    if not isinstance(node, dict) or node.get("@type") not in TYPES:
        yield f"{where}: no type of theirs: {node}"
        return
    if any(value in (None, "", [], {}) for value in node.values()):
        yield f"{where}: says nothing in a word"
    allowed = properties(node["@type"])
    for word, value in node.items():
        here = f"{where}/{node['@type']}.{word}"
        if word.startswith("@"):
            if word not in {"@context", "@type", "@id"}:
                yield f"{here}: no keyword"
        elif word not in allowed:
            yield f"{here}: no property of it"
        else:
            for each in value if isinstance(value, list) else [value]:
                yield from _misfit(each, allowed[word], here)


def _misfit(value: object, kinds: list[str], here: str) -> Iterator[str]:
    if isinstance(value, dict):
        if set(value) == {"@language", "@value"}:
            if "Text" not in kinds or not (value["@language"] and value["@value"]):
                yield f"{here}: no text: {value}"
        elif set(value) != {"@id"}:
            yield from problems(value, here)
            if not ancestors(value.get("@type", "Thing")) & set(kinds):
                yield f"{here}: no value for it: {value['@type']}"
    elif not any(_fits(value, kind) for kind in kinds):
        yield f"{here}: no value for it: {value!r}"


def _fits(value: object, kind: str) -> bool:
    if not isinstance(value, str):
        return kind in {"Integer", "Number"} and type(value) is int
    match kind:
        case "Text":
            return True
        case "URL":
            return value.startswith("https://")
        case "Duration":
            return bool(DURATION.fullmatch(value))
        case "Date":
            return bool(re.fullmatch(r"\d{4}", value)) or _is_day(value)
    return False


def _is_day(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False
