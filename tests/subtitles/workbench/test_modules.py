"""The modules of the workbench that draw nothing, in a browser: they say what the rules on the server say."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from mimetypes import guess_type

import pytest
from playwright.sync_api import Browser, Page, Route

from subtitles import rules
from subtitles.rules import bidi
from subtitles.rules.text import graphemes
from subtitles.webvtt import cuetext, languages, voices
from subtitles.workbench.finding import COUNTED
from tests.config.running import ROOT
from tests.subtitles.workbench.scene import NUMBERS

pytestmark = pytest.mark.browser
# Nothing listens there: every request is answered below.
ADDRESS = "http://localhost:9/"
SAID = json.dumps({"words": {}, "commands": {}, "groups": {}, "rules": {}, "severities": {}})
HTML = f"""<!doctype html><html lang="fa"><script type="application/json" id="said">{SAID}</script>
<script type="importmap">{{"imports": {{"memory": "/static/js/memory.js"}}}}</script>"""
PIECES = (
    "frihet", "می‌شود", "آزادی", "a < b", "<i>kursiv</i>", "&amp;", "👩‍👩‍👧", "é", "نامِ",
    "\u064bمُحَمَّد", "e\u0301\u0302", "<v Mina>hej</v>", "–",
    "\u200f", "…", "och", "vi hade väntat", "\n", "\n", " ",
)  # fmt: skip
FIND = """async ([cues, severities]) => {
  const { findings, weighed } = await import("/static/js/workbench/counted.js");
  const { measurer } = await import("/static/js/workbench/measure.js");
  const measure = measurer();
  const of = (cue, at) => findings(cue, measure(cue), cues[at + 1], NUMBERS, 40, true);
  const found = cues.map((cue, at) => weighed(of(cue, at), severities));
  return found.map((all) => all.map(({ code, severity, repair }) => ({ code, severity, repair })));
}""".replace("NUMBERS", json.dumps(NUMBERS))


@dataclass(frozen=True)
class Cue:
    start_ms: int
    end_ms: int
    payload: str
    settings: str


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    opened = context.new_page()

    def answer(route: Route) -> None:
        path = ROOT / route.request.url.removeprefix(ADDRESS)
        if path.is_file():
            route.fulfill(path=path, content_type=guess_type(path.name)[0])
        else:
            route.fulfill(body=HTML, content_type="text/html")

    opened.route("**/*", answer)
    opened.goto(ADDRESS)
    yield opened
    context.close()


def cues(seed: int, count: int) -> list[Cue]:
    chance = random.Random(seed)
    made, moment = [], 0
    for _ in range(count):
        start = max(0, moment + chance.choice((-1500, -300, 0, 0, 20, 40, 61, 80, 81, 200, 440, 461, 500, 3000)))
        moment = start + chance.choice((0, 300, 831, 832, 833, 1500, 2500, 6999, 7001, 7002, 9000))
        text = " ".join(chance.choices(PIECES, k=chance.choice((0, 1, 3, 6, 12, 20))))
        made.append(Cue(start, moment, text.replace(" \n ", "\n"), chance.choice(("", "", "line:0"))))
    return sorted(made, key=lambda cue: (cue.start_ms, -cue.end_ms))


WEIGHED = {"reading_speed": "note", "line_length": "warning", "lines": "error", "empty": "warning", "gap": "off"}


@pytest.mark.parametrize("severities", [{}, WEIGHED], ids=["usual", "of their own"])
def test_numbers_find_in_the_browser_what_they_find_on_the_server(page: Page, severities: dict[str, str]) -> None:
    ours = cues(7, 1500)
    told = [
        {"uuid": str(at), "start": cue.start_ms, "end": cue.end_ms, "text": cue.payload, "settings": cue.settings}
        for at, cue in enumerate(ours)
    ]
    found = page.evaluate(FIND, [told, severities])
    in_browser = sorted(
        (at, each["code"], each["severity"], ((each["repair"] or {}).get("times") or [None, None])[1])
        for at, per_cue in enumerate(found)
        for each in per_cue
    )
    on_server = sorted(
        (finding.cue, finding.code, finding.severity.value, finding.repair.end_ms if finding.repair else None)
        for finding in rules.check(ours, "sv", rules.DEFAULT.changed("ours", {}, severities), frame_rate=25.0)
        if finding.code in COUNTED
    )
    assert {code for _, code, _, _ in on_server} == {code for code in COUNTED if severities.get(code) != "off"}
    assert [each for each in in_browser if each not in on_server] == []
    assert [each for each in on_server if each not in in_browser] == []


def test_a_text_is_plain_and_counted_as_on_the_server(page: Page) -> None:
    payloads = [cue.payload for cue in cues(11, 400)]
    asked = """async (all) => {
      const { length, plain } = await import("/static/js/workbench/payload.js");
      return all.map((each) => [plain(each), length(plain(each).replaceAll("\\n", ""))]);
    }"""
    expected = [[cuetext.plain_text(each), graphemes(cuetext.plain_text(each).replace("\n", ""))] for each in payloads]
    assert page.evaluate(asked, payloads) == expected


def test_a_text_is_parted_without_tearing_what_stands_in_it(page: Page) -> None:
    part = "async ([text, at]) => (await import('/static/js/workbench/payload.js')).parted(text, at)"
    assert page.evaluate(part, ["Hej du där", 3]) == ["Hej", "du där"]
    assert page.evaluate(part, ["<i>Hej du</i> där", 6]) == ["<i>Hej</i>", "<i>du</i> där"]
    assert page.evaluate(part, ["<v Mina>Hej <i.röd>du", 14]) == ["<v Mina>Hej</v>", "<v Mina><i.röd>du"]
    lines = "async (text) => (await import('/static/js/workbench/payload.js')).markedLines(text)"
    assert page.evaluate(lines, "<i>en\ntvå</i>\ntre") == ["<i>en</i>", "<i>två</i>", "tre"]


def test_lines_are_broken_evenly_and_behind_a_mark(page: Page) -> None:
    even = "async (text) => (await import('/static/js/workbench/payload.js')).evenly(text, 42)"
    assert page.evaluate(even, "kort") == "kort"
    text = "Sedan kom brevet från Teheran, och allting som vi hade väntat på."
    assert page.evaluate(even, text) == "Sedan kom brevet från Teheran,\noch allting som vi hade väntat på."


def test_sources_stand_beside_their_cues_by_link_and_by_time(page: Page) -> None:
    rows = """async ([cues, sources, pairs]) => {
      const { rowsOf } = await import("/static/js/workbench/pairs.js");
      const named = (list) => list.map(([uuid, start, end]) => ({ uuid, start, end }));
      const rows = rowsOf(named(cues), named(sources), (uuid) => pairs[uuid] ?? []);
      return rows.map((row) => [row.key, row.sources.map(({ uuid }) => uuid)]);
    }"""
    sources = [["s1", 0, 1000], ["s2", 1000, 2000], ["s3", 5000, 6000], ["s4", 8000, 9000]]
    linked = [[["a", 7000, 7500], ["b", 8000, 9000]], sources, {"a": ["s1"]}]
    assert page.evaluate(rows, linked) == [
        ["source:s2", ["s2"]],
        ["source:s3", ["s3"]],
        ["a", ["s1"]],
        ["b", ["s4"]],
    ]
    merged = [[["a", 0, 2000], ["b", 5000, 5400], ["c", 5500, 6000]], sources[:3], {"a": ["s1"], "b": ["s3"]}]
    assert page.evaluate(rows, merged) == [["a", ["s1", "s2"]], ["b", ["s3"]], ["c", ["s3"]]]


def test_a_cue_is_read_in_the_direction_that_the_file_gives_it(page: Page) -> None:
    read = """async (all) => {
      const { direction, readIn } = await import("/static/js/workbench/direction.js");
      return all.map((each) => [readIn(each, "ltr"), readIn(each, "rtl"), direction(each)]);
    }"""
    chance = random.Random(5)
    pieces = (
        *PIECES,
        "<lang sv>Ja du</lang>",
        "<lang prs-AF>بلی</lang>",
        "<lang>",
        "<lang fa>ما",
        "12",
        "&rlm;",
        "\u200e",
        "!",
    )
    payloads = ["".join(chance.choices(pieces, k=chance.randint(1, 7))) for _ in range(400)]
    sides = {bidi.LTR: "ltr", bidi.RTL: "rtl", None: "ltr"}
    expected = [
        [
            *(languages.direction_of(each, usual) for usual in ("ltr", "rtl")),
            sides[bidi.first_strong("".join(token.value for token in cuetext.tokens(each) if token.kind == "text"))],
        ]
        for each in payloads
    ]
    assert page.evaluate(read, payloads) == expected


@pytest.mark.parametrize(
    ("payload", "track", "seen"),
    [
        ("سلام!\nNATO: نه!", "rtl", {"chromium": ["rtl", "rtl"], "standard": ["rtl", "rtl"], "left": ["ltr", "ltr"]}),
        ("سلام!\nNATO: نه!", "ltr", {"chromium": ["rtl", "rtl"], "standard": ["rtl", "ltr"], "left": ["ltr", "ltr"]}),
        ("<lang sv>Ja.</lang>", "rtl", {"chromium": ["ltr"], "standard": ["ltr"], "left": ["ltr"]}),
        ("&amp; سلام", "ltr", {"chromium": ["rtl"], "standard": ["rtl"], "left": ["ltr"]}),
        ("&lrm;سلام\n12", "ltr", {"chromium": ["ltr", "ltr"], "standard": ["ltr", "ltr"], "left": ["ltr", "ltr"]}),
    ],
)
def test_each_player_sets_a_line_in_the_direction_that_it_knows(
    page: Page, payload: str, track: str, seen: dict[str, list[str]]
) -> None:
    told = """async ([payload, track]) => {
      const { directions, PLAYERS } = await import("/static/js/workbench/direction.js");
      return Object.fromEntries(PLAYERS.map((player) => [player, directions(payload, player, track)]));
    }"""
    assert page.evaluate(told, [payload, track]) == seen


def test_a_line_stands_on_the_side_where_it_begins(page: Page) -> None:
    side = "async (asked) => (await import('/static/js/workbench/direction.js')).sideOf(...asked)"
    for settings, line, track, expected in (
        ("", "rtl", "rtl", "center"), ("align:start", "rtl", "rtl", "right"),
        ("line:0 align:end", "rtl", "rtl", "left"), ("align:start", "ltr", "ltr", "left"),
        ("align:end", "ltr", "ltr", "right"), ("align:left", "rtl", "rtl", "left"),
        ("align:start", "ltr", "rtl", "right"),  # a player that knows no direction reads the side in the file
    ):  # fmt: skip
        assert page.evaluate(side, [settings, line, "x", track]) == expected


@pytest.mark.parametrize(
    ("text", "label", "at", "became"),
    [
        ("Hej du", "S1", 6, "<v S1>Hej du"),
        ("<v S1>Hej", "S2 & <Co>", 8, "<v S2 &amp; &lt;Co&gt;>Hej"),
        ("<v.loud S1>Hej</v> du", "S2", 0, "<v.loud S2>Hej</v> du"),
        ("<v S1>Ja</v>\n<v S2>Nej</v>", "S3", 20, "<v S1>Ja</v>\n<v S3>Nej</v>"),
        ("<v S1>Ja</v>\n<v S2>Nej</v>", "S3", 8, "<v S3>Ja</v>\n<v S2>Nej</v>"),
        ("<v S1>Ja</v>\n<v S2>Nej</v>", "", 8, "Ja\n<v S2>Nej</v>"),
        ("<v S1>Hej", "", 9, "Hej"),
        ("Hej", "", 3, "Hej"),
        ("", "S1", 0, "<v S1>"),
    ],
)
def test_a_text_is_given_to_another_speaker(page: Page, text: str, label: str, at: int, became: str) -> None:
    said = "async (asked) => (await import('/static/js/workbench/speakers.js')).saidBy(...asked)"
    assert page.evaluate(said, [text, label, at]) == became


def test_labels_are_read_as_on_the_server(page: Page) -> None:
    texts = [
        "<v Anna>a <v.loud  Bo \n Li >b</v><v>c<v Anna>d",
        "<v A &amp; B>",
        "<vx>",
        "<video x>",
        "<v.a.b C>",
        "a < v b",
    ]
    read = "async (all) => all.map((await import('/static/js/workbench/speakers.js')).labelsIn)"
    assert page.evaluate(read, texts) == [list(dict.fromkeys(voices.labels(text))) for text in texts]


def test_a_key_goes_by_its_letter_or_its_place(page: Page) -> None:
    chord = "async ([event, by]) => (await import('/static/js/workbench/keymap.js')).chordOf(event, by)"
    persian = {"key": "ن", "code": "KeyK", "ctrlKey": True}
    french = {"key": "a", "code": "KeyQ", "altKey": True}
    assert page.evaluate(chord, [persian, "letter"]) == "Ctrl+K"
    assert page.evaluate(chord, [french, "letter"]) == "Alt+A"
    assert page.evaluate(chord, [french, "place"]) == "Alt+Q"
    assert (
        page.evaluate(chord, [{"key": "2", "code": "Digit2", "altKey": True, "shiftKey": True}, "letter"])
        == "Alt+Shift+2"
    )
    assert page.evaluate(chord, [{"key": "Control", "code": "ControlLeft", "ctrlKey": True}, "letter"]) is None


def test_a_time_is_read_as_it_is_written(page: Page) -> None:
    read = "async (all) => { const t = await import('/static/js/workbench/times.js'); return all.map(t.read); }"
    assert page.evaluate(read, ["1:02.500", "۱:۰۲٫۵", "1:00:00", "62,5", "x", "", "1:2:3:4"]) == [
        62500,
        62500,
        3600000,
        62500,
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("", ("translate", "a")),
        ("?at=next", ("translate", "b")),
        ("?at=next&from=2500", ("translate", "c")),
        ("?at=next&from=9999", ("translate", "a")),
        ("?at=next&as=review", ("review", "b")),
        ("?at=c", ("translate", "c")),
        ("?at=gone&as=review", ("review", "a")),
        ("?at=merged", ("translate", "b")),
        ("?at=next&from=x&as=constructor", ("translate", "b")),
    ],
)
def test_one_arrives_where_the_address_says(page: Page, search: str, expected: tuple[str, str]) -> None:
    said = page.evaluate(
        """async (search) => {
          const { arrival } = await import("/static/js/workbench/arriving.js");
          const cue = (uuid, start, text, confirmed) => ({ uuid, start, end: start + 900, text, confirmed });
          const cues = [cue("a", 1000, "ett", true), cue("b", 2000, " ", false), cue("c", 3000, "", false)];
          const rows = cues.map((cue) => ({ key: cue.uuid, cue, sources: [] }));
          const store = { cue: (uuid) => cues.find((cue) => cue.uuid === (uuid === "merged" ? "b" : uuid)) };
          const { mode, key } = arrival({ rows, store, at: (key) => rows.findIndex((row) => row.key === key) }, search);
          return [mode, key];
        }""",
        search,
    )
    assert tuple(said) == expected
