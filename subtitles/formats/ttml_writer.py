"""Writing TTML that is IMSC 1.1 text and EBU-TT-D at once: styles by reference, text in spans, times of the medium."""

import re
from xml.sax.saxutils import quoteattr

from subtitles.formats import places, xml
from subtitles.formats.markup import Style, runs
from subtitles.timing import as_vtt
from subtitles.webvtt import Cue, Document, languages

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" \
xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" \
xmlns:ebuttm="urn:ebu:tt:metadata" ttp:timeBase="media" ttp:cellResolution="32 15" xml:lang={language}>
<head>
<metadata>
<ebuttm:documentMetadata>
<ebuttm:conformsToStandard>urn:ebu:tt:distribution:2014-01</ebuttm:conformsToStandard>
<ebuttm:conformsToStandard>http://www.w3.org/ns/ttml/profile/imsc1/text</ebuttm:conformsToStandard>
</ebuttm:documentMetadata>
{agents}</metadata>
<styling>
<style xml:id="text" tts:direction="{direction}" tts:unicodeBidi="embed" tts:fontFamily="proportionalSansSerif" \
tts:fontSize="100%" tts:lineHeight="normal" tts:color="#ffffffff" tts:backgroundColor="#000000c2"/>
<style xml:id="ltr" tts:direction="ltr" tts:unicodeBidi="embed"/>
<style xml:id="rtl" tts:direction="rtl" tts:unicodeBidi="embed"/>
<style xml:id="b" tts:fontWeight="bold"/>
<style xml:id="i" tts:fontStyle="italic"/>
<style xml:id="u" tts:textDecoration="underline"/>
<style xml:id="left" tts:textAlign="left"/>
<style xml:id="center" tts:textAlign="center"/>
<style xml:id="right" tts:textAlign="right"/>
</styling>
<layout>
{regions}</layout>
</head>
<body>
<div>
"""
_TAIL = "</div>\n</body>\n</tt>\n"
# By the rows of `places`, from below.
_ROWS = ("after", "center", "before")
_COLUMNS = ("left", "center", "right")
_NOT_A_TAG = re.compile(r"[^A-Za-z0-9-]")


def write(document: Document, direction: str, language: str) -> str:
    """The cues in their order. Each of the nine places of the screen that is used becomes a region."""
    cues = document.cues
    keys = [places.key_of(cue.settings, direction) for cue in cues]
    speakers = dict.fromkeys(style.speaker for cue in cues for _, style in runs(cue.payload) if style.speaker)
    agents = {speaker: f"s{number}" for number, speaker in enumerate(speakers, start=1)}
    head = _HEAD.format(
        language=quoteattr(language),
        direction=direction,
        agents="".join(_agent(speaker, name) for speaker, name in agents.items()),
        regions="".join(map(_region, sorted(set(keys) or {places.DEFAULT}))),
    )
    names = _names(cues)
    paragraphs = (_paragraph(cue, name, key, agents) for cue, name, key in zip(cues, names, keys, strict=True))
    return head + "".join(paragraphs) + _TAIL


def _names(cues: list[Cue]) -> list[str]:
    return [f"c{number}" for number, _ in enumerate(cues, start=1)]


def _agent(speaker: str, name: str) -> str:
    named = f'<ttm:name type="full">{xml.escaped(speaker)}</ttm:name>'
    return f'<ttm:agent xml:id="{name}" type="person">{named}</ttm:agent>\n'


def _region(key: int) -> str:
    row, column = divmod(key - 1, 3)
    return (
        f'<region xml:id="r{key}" tts:origin="10% 10%" tts:extent="80% 80%" tts:displayAlign="{_ROWS[row]}" '
        f'style="{_COLUMNS[column]}"/>\n'
    )


def _paragraph(cue: Cue, name: str, key: int, agents: dict[str, str]) -> str:
    spans = "".join(_span(text, style, agents) for text, style in runs(cue.payload))
    times = f'begin="{as_vtt(cue.start_ms)}" end="{as_vtt(cue.end_ms)}"'
    return f'<p xml:id="{name}" region="r{key}" {times}>{spans}</p>\n'


def _span(text: str, style: Style, agents: dict[str, str]) -> str:
    marks = [mark for mark, on in (("b", style.bold), ("i", style.italic), ("u", style.underline)) if on]
    marks += [languages.direction(style.language)] if style.language else []
    about = f'style="{" ".join(["text", *marks])}"'
    if style.speaker:
        about += f' ttm:agent="{agents[style.speaker]}"'
    if style.language:
        about += f' xml:lang="{_NOT_A_TAG.sub("", style.language)}"'
    return "<br/>".join(f"<span {about}>{xml.escaped(line)}</span>" if line else "" for line in text.split("\n"))
