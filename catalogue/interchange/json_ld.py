"""The grammar of JSON-LD: nodes, and texts that carry their language."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from archive.languages import Tagged

Value = str | int | Mapping[str, "Value"] | Sequence["Value"] | None
Node = dict[str, Value]
# Makes a full address of a path.
Absolute = Callable[[str], str]


def texts(tagged: Iterable[Tagged | None]) -> list[Value]:
    """Texts with their languages, those that there are."""
    return [{"@language": text.lang, "@value": text.text} for text in tagged if text]


def compact(node: Node) -> Node:
    """The node without what says nothing."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}
