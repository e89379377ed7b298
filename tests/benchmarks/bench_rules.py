"""Checking a large track by all rules, against reading the same file in the same process."""

import gc
import time
from collections.abc import Iterable
from itertools import cycle, islice

from subtitles.rules import Source, check
from subtitles.rules.spelling import DICTIONARIES, dictionary
from subtitles.timing import as_vtt
from subtitles.webvtt import Cue, parse
from tests.benchmarks.timing import fastest
from tests.subtitles.shaping import corpus

CUES = 10_000
WORDS = 6_000
# What is beside it: each is checked as a translation of the next.
SOURCES = {"sv": "en", "en": "fa", "fa": "sv"}
_LISTS = {"sv": "dictionary-sv-4.0.0", "en": "dictionary-en-4.0.0"}
_SMALL = {
    "sv": "och att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan",
    "en": "and that it is a on are of for with to the has they not about an he but was I us from we so can",
    "fa": "و که را از به در این آن با برای ما او تا یا هم اگر نه من شما است بود شد چه هر پس بی",
}
_FORMS = ("", "\u200cها", "\u200cهای", "\u200cام", "\u200cشان", "\u200cتر")


def words(language: str) -> list[str]:
    """Six thousand different words of a language, known to its dictionary or of its affixes."""
    if language == "fa":
        stems = sorted({word.strip(".,:؛،؟!«»()") for cue in corpus.cues("fa") for word in cue.split()} - {""})
        return [f"{stem}{form}" for stem in stems if "\u200c" not in stem for form in _FORMS]
    lines = (DICTIONARIES / _LISTS[language] / "index.dic").read_text().splitlines()
    listed = [word for word in (line.partition("/")[0] for line in lines) if word[:1].islower() and word.isalpha()]
    return listed[:: len(listed) // WORDS]


def sample(language: str) -> str:
    """Ten hours of two-line subtitles of those words and the small words between them."""
    known, small = words(language), _SMALL[language].split()
    assert len(known) > WORDS / 3
    return "WEBVTT\n\n" + "\n".join(_cue(number, known, small) for number in range(CUES))


def _cue(number: int, known: list[str], small: list[str]) -> str:
    line = [
        " ".join(
            (known[(number * 7 + at * 13 + row) % len(known)], small[(number + at) % len(small)])[at % 2]
            for at in range(5)
        )
        for row in range(2)
    ]
    times = f"{as_vtt(number * 3600)} --> {as_vtt(number * 3600 + 3500)}"
    return f"{times}\n<i>{line[0].capitalize()}</i>\n{line[1]} {number}.\n"


def spoken(language: str) -> str:
    """What people wrote: the cues of the corpus again and again."""
    texts = islice(cycle(corpus.cues(language)), CUES)
    return "WEBVTT\n\n" + "\n".join(
        f"{as_vtt(at * 3600)} --> {as_vtt(at * 3600 + 3500)}\n{text}\n" for at, text in enumerate(texts)
    )


def rows() -> Iterable[tuple[str, str, str]]:
    """(what, seconds of checking divided by seconds of reading, note)."""
    cues = {language: parse(sample(language)).document.cues for language in SOURCES}
    for language, source in SOURCES.items():
        assert len(cues[language]) == CUES
        text = sample(language)
        read_s = fastest(lambda: parse(text))  # noqa: B023
        beside = Source(cues[source], source)
        of_people = parse(spoken(language)).document.cues
        found = {
            "all of them, the dictionary just read": once(cues[language], language),
            "all of them, again": fastest(lambda: check(cues[language], language)),  # noqa: B023
            f"beside the source ({source})": fastest(lambda: check(cues[language], language, source=beside)),  # noqa: B023
            "a corpus beside the source": fastest(lambda: check(of_people, language, source=beside)),  # noqa: B023
        }
        for what, seconds in found.items():
            yield f"Rules, {language}: {what}", f"{seconds / read_s:.1f}", f"{CUES:,} cues in {seconds:.2f} CPU s"


def once(cues: list[Cue], language: str) -> float:
    """Seconds of processor time of a first check, in which no word is remembered yet."""
    dictionary.cache_clear()
    dictionary(language)
    gc.collect()
    started = time.process_time()
    check(cues, language)
    return time.process_time() - started
