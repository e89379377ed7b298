"""Files that somebody made to hurt, each as large as one asks: what a reader would look at again and again, or keep.

Run as a module it reads them all, twice each size, in a process that may hold little; the sizes are what a reader whose
time or memory grows faster than its file does not come to the end of.
"""

import io
import json
import resource
import sys
import zipfile
from collections.abc import Callable

from subtitles.doubts import Answers, Doubt
from subtitles.exceptions import SubtitlesError
from subtitles.formats import read
from subtitles.formats.word_table import NAMESPACE
from subtitles.webvtt import write

TIMES = "00:00:01,000 --> 00:00:02,000"
ACCEPTED = Answers({str(code): True for code in Doubt})
APOSTROPHE = "'"
LONGEST_MS = 10**16
SIZE = 500_000
MOST_BYTES = 1_500_000_000

_VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n"
_ASS = "[Script Info]\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,"
_TTML = '<tt xmlns="http://www.w3.org/ns/ttml"><body>%s</body></tt>'
_WORD = f'<w:document xmlns:w="{NAMESPACE}"><w:body>%s</w:body></w:document>'
_ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
_OUTSIDE = '<!DOCTYPE tt SYSTEM "file:///etc/hostname">'


def _docx(text: str, parts: int = 0, says: int = 0) -> bytes:
    """A document; of `parts` empty entries besides, and with a size in its directory that is not its own."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", text)
        for number in range(parts):
            file.writestr(f"part{number}", b"")
        if says:
            file.infolist()[0].file_size = says
    return packed.getvalue()


def _numbered(size: int, cue: str) -> str:
    return "".join(cue.format(at) for at in range(size // len(cue)))


FILES: dict[str, tuple[str, Callable[[int], str | bytes]]] = {
    "heads alone": ("a.srt", lambda size: f"{TIMES}\n" * (size // 30)),
    "half heads": ("a.srt", lambda size: "1\n00:00:01 --> x\n" * (size // 18)),
    "an odd cue between others": ("a.srt", lambda size: f"1\n{TIMES}\na & b\n\n2\n{TIMES}\nc\n\n" * (size // 80)),
    "cues at one time": ("a.srt", lambda size: _numbered(size, f"{{0}}\n{TIMES}\nrad {{0}}\n\n")),
    "strays of a code page": (
        "a.srt",
        lambda size: f"1\n{TIMES}\n".encode() + "ååå\n".encode() * (size // 10) + b"\xe5\n" * (size // 40),
    ),
    "encoded twice": ("a.srt", lambda size: f"1\n{TIMES}\n" + "Ã¤" * (size // 4)),
    "two bytes a letter": ("a.srt", lambda size: (f"1\n{TIMES}\n" + "س\n" * (size // 4)).encode("utf-16-le")),
    "lines without end": ("a.srt", lambda size: f"1\n{TIMES}\na\n" + "\n" * (2 * size)),
    "one line": ("a.srt", lambda size: "a" * (20 * size)),
    "stops and dashes": ("a.srt", lambda size: f"1\n{TIMES}\nس" + " -" * (size // 2) + "x"),
    "text without times": ("a.vtt", lambda size: f"{_VTT}x\n\n" + "text here\n\n" * (size // 11)),
    "times with other arrows": ("a.vtt", lambda size: "webvtt\n\n" + "00:01.0 -> 00:02\nx\n\n" * (size // 20)),
    "cues that scroll": ("a.vtt", lambda size: "WEBVTT\n\n" + _numbered(size, f"{_VTT[8:]}l{{0}}\nl{{0}}\n\n")),
    "settings": ("a.vtt", lambda size: f"WEBVTT\n\n{_VTT[8:-1]} " + "region:x " * (size // 9) + "\nx\n"),
    "regions": ("a.vtt", lambda size: "WEBVTT\n\n" + _numbered(size, "REGION\nid:r{0}\n\n") + f"{_VTT[8:]}x\n"),
    "tags that do not end": ("a.vtt", lambda size: _VTT + "<i " * (size // 3)),
    "braces": ("a.ass", lambda size: _ASS + "{" * size),
    "changes of style": ("a.ass", lambda size: (_ASS + "{\\i1}a{\\i0}b" * 1000)[: size // 2]),
    "many columns": (
        "a.ass",
        lambda size: "[Script Info]\n[Events]\nFormat: " + "x," * (size // 4) + "\n" + "Dialogue: 1\n" * (size // 24),
    ),
    "breaks": ("a.sbv", lambda size: "0:00:01.000,0:00:02.000\n" + "[br]" * (size // 4)),
    "billion laughs": (
        "a.ttml",
        lambda size: f'<!DOCTYPE tt [<!ENTITY a0 "ha">{_ENTITIES}]>' + _TTML % '<p begin="1s" end="2s">&a9;</p>',
    ),
    "a file of the machine": ("a.ttml", lambda size: f"{_OUTSIDE}{_TTML % '&x;'}"),
    "elements in elements": ("a.ttml", lambda size: "<tt>" + "<a>" * (size // 3)),
    "attributes": ("a.ttml", lambda size: "<tt " + _numbered(size, 'a{0}="" ') + "/>"),
    "times in a sequence": ("a.ttml", lambda size: _TTML % ('<p dur="1s">x</p>' * (size // 17))),
    "styles after styles": (
        "a.ttml",
        lambda size: _TTML % "".join(f'<style xml:id="s{at}" style="s{at + 1}"/>' for at in range(size // 35)),
    ),
    "stretches of a paragraph": (
        "a.ttml",
        lambda size: _TTML % ('<p begin="0s" end="9s">' + _numbered(size, '<span begin="{0}ms">x</span>') + "</p>"),
    ),
    "points": (
        "a.ohms",
        lambda size: f"<ROOT><record><sync>1:{_numbered(size, '|1({0})')}</sync><transcript>{'a ' * (size // 4)}"
        "</transcript></record></ROOT>",
    ),
    "points in two long lines": (
        "a.ohms",
        lambda size: "<ROOT><record><sync>1:" + "".join(f"|{1 + at % 2}({at})" for at in range(size // 16))
        + f"</sync><transcript>{'a ' * (size // 8)}\n{'b ' * (size // 8)}</transcript></record></ROOT>",
    ),
    "brackets": ("a.txt", lambda size: "[" * size + "[00:01] x"),
    "spaces in brackets": ("a.txt", lambda size: "[00:01] x\n" + ("[" + " " * 1000) * (size // 1000)),
    "stamps": ("a.txt", lambda size: "[00:01]" * (size // 7)),
    "one field": ("a.csv", lambda size: 'start,text\n00:01,"' + "a" * (9 * size)),
    "fields": ("a.csv", lambda size: "start,text" + ",x" * (size // 2) + "\n00:01,a" + ",x" * (size // 2)),
    "quotes": ("a.csv", lambda size: "start,text\n00:01," + '"' * size),
    "apostrophes": ("a.csv", lambda size: "start,text\n" + f"00:01,{APOSTROPHE * 100_000}\n" * (size // 100_000)),
    "lists in lists": ("a.json", lambda size: "[" * size),
    "a number of a million digits": (
        "a.json",
        lambda size: f'{{"segments":[{{"start":{"9" * size},"end":2,"text":"a"}}]}}',
    ),
    "numbers beyond all time": (
        "a.json",
        lambda size: '{"segments":[{"start":-1e308,"end":1e308,"text":"a"},{"start":1e400,"end":2,"text":"b"}]}',
    ),
    "milliseconds beyond all time": ("a.json", lambda size: '{"words":[{"text":"a","start":1,"end":1e300}]}'),
    "offsets beyond all time": (
        "a.json",
        lambda size: '{"transcription":[{"offsets":{"from":1e300,"to":1e301},"text":"a"}]}',
    ),
    "ticks beyond all time": (
        "a.json",
        lambda size: '{"recognizedPhrases":[{"offsetInTicks":1e300,"durationInTicks":1e9,"nBest":[{"display":"a"}]}]}',
    ),
    "half a letter": ("a.json", lambda size: '{"segments":[{"start":1,"end":2,"text":"a\\ud800b"}]}'),
    "points after a word": (
        "a.json",
        lambda size: json.dumps(
            {
                "results": {
                    "items": [
                        {"start_time": "1", "end_time": "2", "alternatives": [{"content": "a"}]},
                        *[{"type": "punctuation", "alternatives": [{"content": "."}]}] * (size // 60),
                    ]
                }
            }
        ),
    ),
    "words": ("a.json", lambda size: json.dumps({"words": [{"word": "a", "start": 0, "end": 0}] * (size // 40)})),
    "runs": (
        "a.docx",
        lambda size: _docx(_WORD % ("<w:r><w:t>a</w:t></w:r>" * (size // 24) + "<w:p/>" * (size // 10))),
    ),
    "a packed desert": ("a.docx", lambda size: _docx(_WORD % ("<w:p/>" * (11 * size)))),
    "a packed lie": ("a.docx", lambda size: _docx(_WORD % ("<w:p/>" * size), says=10)),
    "many parts": ("a.docx", lambda size: _docx(_WORD % "", parts=3000)),
    "a package in a package": ("a.docx", lambda size: _docx(_docx("a" * size).decode("latin-1"))),
}  # fmt: skip


def outcome(name: str, size: int) -> str:
    """The code of a refusal, or "" where the file was read and what was read of it can be kept and written."""
    file_name, made = FILES[name]
    content = made(size)
    data = content if isinstance(content, bytes) else content.encode()
    try:
        reading = read(data, file_name, "fa", ACCEPTED, duration_ms=1500)
    except SubtitlesError as error:
        return error.code
    assert all(0 <= cue.start_ms <= cue.end_ms < LONGEST_MS for cue in reading.document.cues)
    write(reading.document).encode()
    return ""


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    for name in FILES:
        for size in (SIZE, 2 * SIZE):
            sys.stdout.write(f"{name}: {outcome(name, size)}\n")
            sys.stdout.flush()
