"""Permanent records keep a code and values; the sentence is made when somebody reads it, in her language.

A value says its unit in its name, and a sentence may use it in words: `limit_bytes` is also there as `limit`
("200 MB"), `read_ms` as `read` ("0:01:02.5"), `opens_at` (ISO 8601) as `opens`. A value that is itself something said,
or a list of such, is put into words first.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.template.defaultfilters import filesizeformat
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise

from archive import moment, timecode

Values = Mapping[str, Any]  # numbers, texts and lists of such: what JSON can hold
# A sentence with %(name)s in it, marked for translation, or a function where words depend on the values.
Sentence = str | Promise | Callable[[Values], str]

_sentences: dict[str, Sentence] = {}

SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Said:
    """A code and its values, ready to be kept; `str()` is the sentence. False when there is nothing to say."""

    code: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.code)

    def __str__(self) -> str:
        return say(self.code, self.values)

    @classmethod
    def all_of(cls, said: Iterable["Said"]) -> Self:
        """Several sentences as one, in their order."""
        kept = [each for each in said if each]
        if len(kept) < 2:  # noqa: PLR2004 - one or none
            return cls(kept[0].code, kept[0].values) if kept else cls()
        return cls(SEVERAL, {"said": [each.as_value() for each in kept]})

    def as_value(self) -> dict[str, object]:
        """As it stands among another's values."""
        return {"code": self.code, "values": self.values}


NOTHING = Said()


def register(sentences: Mapping[str, Sentence]) -> None:
    """Say what codes mean; called when the room that uses them starts."""
    _sentences.update(sentences)


def is_known(code: str) -> bool:
    return code in _sentences


def say(code: str, values: Values | None = None) -> str:
    """The sentence, in the language that is active now; the code itself where no room knows it any more."""
    if not code:
        return ""
    values = values or {}
    sentence = _sentences.get(code)
    if sentence is None:
        return code
    if callable(sentence):
        return sentence(values)
    try:
        return str(sentence) % _in_words(values)
    except (KeyError, TypeError, ValueError):  # a record older than the sentence
        return str(sentence)


def _in_words(values: Values) -> dict[str, object]:
    words: dict[str, object] = {}
    for name, value in values.items():
        words[name] = nested(value)
        stem, _, unit = name.rpartition("_")
        if stem and unit in _UNITS and value is not None:
            words[stem] = _UNITS[unit](value)
    return words


def nested(value: object) -> object:
    """A value in words where it is something said, or a list of such; otherwise as it is."""
    if isinstance(value, Mapping) and "code" in value:
        return say(value["code"], value.get("values"))
    if isinstance(value, list):
        return " ".join(str(nested(each)) for each in value)
    return value


def at(iso: str) -> str:
    """A moment of the archive, in its own time zone, whatever zone the reader's account names."""
    parsed = parse_datetime(iso)
    return iso if parsed is None else moment.say(parsed)


_UNITS: dict[str, Callable[..., str]] = {"bytes": filesizeformat, "ms": timecode.precise, "at": at}

register({SEVERAL: "%(said)s"})
