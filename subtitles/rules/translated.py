"""A translation beside its source: what is missing in it, what is older than its source, what differs."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from subtitles.rules import digits
from subtitles.rules.finding import Hit, Severity
from subtitles.rules.registry import LATIN, PERSIAN, Need, Scene, rule
from subtitles.rules.text import Text

_SOUND = re.compile(r"\[[^\]]*\]|\([^)]*\)|♪[^♪]*♪?")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
# Capitals inside a sentence are names, but not at its beginning.
_INNER_CAPITAL = re.compile(r"(?:(?<=[^\W\d_][ \n])|(?<=[^\W\d_], ))[A-ZÀ-ÖØ-ÞŞ][\w'’-]{2,}")
_SHORTEST_NAME_END = 2
# English writes these large and others small: days, months, languages, peoples.
_LARGE_IN_ENGLISH = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|june|july|august|(?:septem|octo|novem|decem)"
    r"ber|.*(?:ish|ese|ian|ans?|ench|erman|reek|utch|rab|urdish|rabic)s?|god|internet|mr|mrs|ms|dr",
    re.IGNORECASE,
)
# The difference between a year of the Solar Hijri calendar and the two of the Gregorian one that it lies in.
_SOLAR = (621, 622)
_SOLAR_YEARS = range(1200, 1500)
SAID_WORDS = 2


@rule("missing_translation", Severity.WARNING, Need.SOURCE)
def missing_translation(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """What the source says between the cue before this one and this one, or after the last, and nobody translated."""
    for source in scene.untranslated.get(index, ()):
        yield Hit(0, 0, {"at_ms": source.start_ms, "said": " ".join(source.plain.split())})


def untranslated(scene: Scene) -> dict[int, list[Text]]:
    """The sources that stand with no cue, by the index of the cue they come before; the last cue has those after it."""
    used = {index for indices in scene.paired for index in indices}
    missing: dict[int, list[Text]] = {}
    starts = sorted(text.start_ms for text in scene.texts)
    for index, source in enumerate(scene.sources):
        if index not in used and _WORD.search(_SOUND.sub("", source.plain)):
            after = bisect_left(starts, source.start_ms) if missing or used else 0
            missing.setdefault(min(after, len(starts) - 1), []).append(source)
    return missing


@rule("untranslated", Severity.WARNING, Need.SOURCE)
def same_as_source(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    if scene.source_language == scene.language:
        return
    first, beside = _WORD.search(text.plain), _beside(scene, index)
    if first is None or first[0] not in beside:  # nearly always, and quick
        return
    ours = _WORD.findall(text.plain)
    if len(ours) > SAID_WORDS and ours == _WORD.findall(beside):
        yield Hit(0, len(text.plain))


@rule("stale", Severity.WARNING, Need.SOURCE)
def stale(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    if index in scene.stale:
        yield Hit(0, len(text.plain), {"was": scene.stale[index]})


@rule("numbers", Severity.WARNING, Need.SOURCE)
def numbers(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """A number in digits on one side that the other has neither in digits nor, if it is small, in words."""
    if not scene.paired[index]:
        return
    source = _beside(scene, index)
    ours, theirs = digits.written(text.plain), digits.written(source)
    if not ours and not theirs:
        return
    here, there = _names(ours), _names(theirs)
    if here == there:
        return
    here |= digits.spoken(text.plain, scene.language)
    there |= digits.spoken(source, scene.source_language)
    for start, end, number in ours:
        if not _stands_in(number, there, scene.language, scene.source_language):
            yield Hit(start, end, {"number": text.plain[start:end]})
    for start, end, number in theirs:
        if not _stands_in(number, here, scene.source_language, scene.language):
            yield Hit(0, len(text.plain), {"number": source[start:end]})


def _names(found: list[tuple[int, int, str]]) -> set[str]:
    return {number for _, _, number in found}


def _stands_in(number: str, others: set[str], language: str, other_language: str) -> bool:
    """Whether it is there, as it stands or as the same year of the other calendar."""
    if number in others or number.lstrip("0") in others:
        return True
    value = int(number[:18])
    if language in PERSIAN and other_language not in PERSIAN and value in _SOLAR_YEARS:
        return any(str(value + shift) in others for shift in _SOLAR)
    if other_language in PERSIAN and language not in PERSIAN:
        return any(value - shift in _SOLAR_YEARS and str(value - shift) in others for shift in _SOLAR)
    return False


@rule("glossary", Severity.WARNING, Need.SOURCE)
def glossary(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """A term of the source that is translated otherwise here, or by a word that is not to be used."""
    if not scene.glossary or not scene.paired[index] or not text.plain:
        return
    for entry in dict.fromkeys(found.entry for found in scene.glossary.find(_beside(scene, index))):
        values = {"term": entry.term, "expected": entry.expected}
        wrong = scene.glossary.forbidden(entry, text.plain)
        yield from (Hit(start, end, values) for start, end in wrong)
        if not wrong and not scene.glossary.expected(entry, text.plain):
            yield Hit(0, len(text.plain), values)


@rule("names", Severity.NOTE, Need.SOURCE, languages=LATIN)
def names(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """A name in the source that the translation does not have; between languages of Latin letters alone."""
    if scene.source_language not in LATIN or not scene.paired[index]:
        return
    here = text.plain.casefold()
    for name in dict.fromkeys(_INNER_CAPITAL.findall(_beside(scene, index))):
        if scene.source_language == "en" and _LARGE_IN_ENGLISH.fullmatch(name):
            continue
        if _bare(name) not in here:
            yield Hit(0, len(text.plain), {"name": name})


def _bare(name: str) -> str:
    """Without the s of a genitive."""
    name = re.sub(r"['’]s?$", "", name.casefold())
    return name[:-1] if name.endswith("s") and len(name) > _SHORTEST_NAME_END + 1 else name


def _beside(scene: Scene, index: int) -> str:
    return "\n".join(scene.sources[each].plain for each in scene.paired[index])
