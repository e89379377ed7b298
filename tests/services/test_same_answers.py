"""Both engines give the same answer to the same question: items and their order, hits, counts, facets.

Asked are words and phrases of the demonstration's own programmes, in the three languages, with and without choices; of
these programmes and of a larger collection that is made of their words.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from demo.making.programme import LANGUAGES, programmes
from search.analysis import analyse, field_of
from search.answer.asking import clauses
from search.engines.base import CueEntry, Engine, Entry, Item, Page, Passage, Query
from search.engines.elastic.engine import ElasticEngine
from search.engines.fts5 import Fts5Engine
from tests.services import search_server

KINDS = ("documentary", "radio_episode", "book")
CHOICES: list[dict[str, Any]] = [
    {},
    {},
    {"language": "sv"},
    {"language": "fa"},
    {"language": "en", "kind": "radio_episode"},
    {"kind": "documentary"},
    {"year": 1991},
    {"page": 2, "size": 7},
    {"without": frozenset(range(1, 90, 3))},
]
QUESTIONS = 450


def passage(text: str, language: str) -> Passage:
    return Passage(field_of(language), tuple(term.text for term in analyse(text, language)))


def an_item(number: int, titles: dict[str, str], spoken: dict[str, list[str]], texts: dict[str, str]) -> Item:
    """The second of two items belongs to the work of the first, in every seventh work."""
    cues: list[CueEntry] = []
    for track, (language, lines) in enumerate(spoken.items(), start=1):
        for at, line in enumerate(lines):
            n = len(cues)
            uuid = UUID(int=number << 32 | n)
            cues.append(CueEntry(n, track, language, uuid, at * 3000, at * 3000 + 2500, passage(line, language)))
    return Item(
        id=number,
        work_id=number - 1 if number % 7 == 0 else number,
        recording_id=number if spoken else None,
        kind=KINDS[number % len(KINDS)],
        year=1990 + number % 5 if number % 4 else None,
        languages=tuple(dict.fromkeys([*titles, *texts, *spoken])),
        titles=tuple(passage(text, language) for language, text in titles.items()),
        texts=tuple(passage(text, language) for language, text in texts.items()),
        cues=tuple(cues),
    )


def demonstration() -> Iterator[tuple[dict[str, str], dict[str, list[str]]]]:
    """Of each programme its titles and its lines, by language."""
    for programme in programmes():
        lines = {language: [cue for line in programme.lines for cue in line.texts[language]] for language in LANGUAGES}
        yield programme.title, lines


def made(number: int, words: dict[str, list[str]]) -> Item:
    """Words of the demonstration in another order, the first ones much more often; some items are silent."""
    source = random.Random(number)

    def line(language: str, longest: int) -> str:
        known = words[language]
        return " ".join(known[int(len(known) * source.random() ** 3)] for _ in range(source.randrange(longest)))

    chosen = source.sample(LANGUAGES, source.randrange(1, 4))
    spoken = {language: [line(language, 7) for _ in range(source.randrange(25))] for language in chosen}
    titles = {language: line(language, 4) for language in source.sample(LANGUAGES, 2)}
    return an_item(number, titles, spoken if number % 5 else {}, {language: line(language, 12) for language in chosen})


def questions(spoken: dict[str, list[str]]) -> Iterator[str]:
    """Words, several words, phrases within a line and over its edge, and a phrase beside a word."""
    source = random.Random(7)
    rows = {language: " ".join(lines).split() for language, lines in spoken.items()}
    while True:
        words = rows[source.choice(LANGUAGES)]
        at, length = source.randrange(len(words) - 5), source.randrange(2, 5)
        phrase = " ".join(words[at : at + length]).replace('"', "")
        other = source.choice(words)
        yield source.choice([words[at], f"{words[at]} {other}", phrase, f'"{phrase}"', f'"{phrase}" {other}'])


@pytest.fixture(scope="module")
def engines(search_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    """The embedded engine and the server, with the same collection in them."""
    place = search_server.prefixed(search_url, tmp_path_factory.mktemp("same"))
    shown = list(demonstration())
    items = [an_item(n, titles, spoken, {}) for n, (titles, spoken) in enumerate(shown, start=1)]
    words = {
        language: sorted({word for _, spoken in shown for line in spoken[language] for word in line.split()})
        for language in LANGUAGES
    }
    items += [made(n, words) for n in range(len(items) + 1, 240)]
    works = dict.fromkeys(item.work_id for item in items)
    entries = [Entry(work, 1, tuple(item for item in items if item.work_id == work)) for work in works]
    both = Fts5Engine(Path(place.directory) / "fts5"), ElasticEngine(place)
    for engine in both:
        engine.rebuild(lambda ids: iter(entries))
        engine.replace([replace(entry, version=2) for entry in entries[:20]])
        engine.replace([Entry(entry.work_id, 3) for entry in entries[20:24]])
    yield both
    search_server.forget(place)


@pytest.fixture(scope="module")
def spoken() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for _, lines in demonstration():
        for language in LANGUAGES:
            found[language] += lines[language]
    return found


def test_hundreds_of_questions_are_answered_alike(engines: tuple[Engine, Engine], spoken: dict[str, list[str]]) -> None:
    embedded, server = engines
    answered, across = 0, 0
    for number, text in zip(range(QUESTIONS), questions(spoken), strict=False):
        choices = CHOICES[number % len(CHOICES)]
        asked = Query(clauses(text), **choices)
        expected = embedded.search(asked)
        assert (text, choices, server.search(asked)) == (text, choices, expected)
        answered += bool(expected.groups)
        across += any(hit.across for group in expected.groups for hit in group.hits)
    assert answered > QUESTIONS / 2  # or it would say little
    assert across > QUESTIONS / 50


def test_both_hold_the_same_versions(engines: tuple[Engine, Engine]) -> None:
    embedded, server = engines
    assert embedded.versions() == server.versions()


def test_a_question_that_nothing_answers_is_answered_alike(engines: tuple[Engine, Engine]) -> None:
    assert [engine.search(Query(clauses("aldrigsagt"))) for engine in engines] == [Page()] * 2
