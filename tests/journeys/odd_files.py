"""Files as people send them, and what the page about an import must say of each before anything is taken in."""

import io
import json
import zipfile
from dataclasses import dataclass, field

from subtitles.formats import FORMATS, word_file
from subtitles.timing import as_srt
from subtitles.webvtt import Cue, Document
from tests.subtitles.formats.offers.test_offers import SCROLLING

ONE, TWO = "00:00:01,000 --> 00:00:02,000", "00:00:03,000 --> 00:00:04,000"
HEJ = f"1\n{ONE}\nHej på dig\n\n2\n{TWO}\nÅren går\n"
SALAM = f"1\n{ONE}\nسلام بر تو\n\n2\n{TWO}\nمی\u200cآیی؟\n"
SWEDISH, PERSIAN = ["Hej på dig", "Åren går"], ["سلام بر تو", "می\u200cآیی؟"]
MINUTES, MANY = 10, 3000
ARABIC_DIGITS = str.maketrans("01234", "۰۱۲۳۴")


@dataclass(frozen=True)
class Odd:
    """A file; what the page counts (kept, mended, dropped) and asks; what is answered; what the track then holds, as
    texts. `begins_ms` is when its first cue does."""

    name: str
    data: bytes
    counts: tuple[int, int, int]
    texts: list[str]
    asks: tuple[str, ...] = ()
    answers: dict[str, bool] = field(default_factory=dict)
    language: str = "sv"
    begins_ms: int = 1000


@dataclass(frozen=True)
class Refused:
    """A file of which nothing can be used, and what the form says."""

    name: str
    data: bytes
    sentence: str


def film(shift_ms: int = 0, rate: float = 1.0) -> bytes:
    """A cue every five seconds of a recording of MINUTES, moved and stretched."""
    spans = [(at * 5000, at * 5000 + 3000) for at in range(MINUTES * 12)]
    cues = (
        f"{number}\n{as_srt(round(start * rate) + shift_ms)} --> {as_srt(round(end * rate) + shift_ms)}\nRad {number}\n"
        for number, (start, end) in enumerate(spans, 1)
    )
    return "\n".join(cues).encode()


FILM = [f"Rad {number}" for number in range(1, MINUTES * 12 + 1)]
_TWO = Document(blocks=[Cue("", 1000, 2000, "", "Hej på dig"), Cue("", 3000, 4000, "", "Åren går")])
_WHISPER = {
    "segments": [{"start": 1.0, "end": 2.0, "text": " Hej på dig"}, {"start": 3.0, "end": 4.0, "text": " Åren går"}]
}
_ASS = FORMATS["ass"].encode(_TWO).replace(b"Hej", rb"{\an8\i1\fnArial}Hej{\i0}")
_OHMS = """<?xml version="1.0"?><ROOT xmlns="https://www.weareavp.com/nunncenter/ohms"><record id="1">
<sync>1:|2(1)</sync><transcript>ANNA: Hej på dig
BO: Åren går</transcript></record></ROOT>""".encode()


def packed(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"word/{name}.xml", content)
    return data.getvalue()


ENCODINGS = {
    "a Persian file of Windows-1256": Odd(
        "fa.srt", SALAM.replace("ی", "ي").encode("cp1256"), (2, 1, 0), PERSIAN, ("encoding",), {"encoding": True}, "fa"
    ),
    "UTF-16": Odd("a.srt", HEJ.encode("utf-16"), (2, 0, 0), SWEDISH),
    "UTF-16 that does not say so": Odd(
        "a.srt", HEJ.encode("utf-16-le"), (2, 0, 0), SWEDISH, ("encoding",), {"encoding": True}
    ),
    "one byte that is not UTF-8": Odd(
        "a.srt",
        SALAM.encode().replace("ر".encode(), b"\xff"),
        (2, 1, 0),
        ["سلام ب\ufffd تو", PERSIAN[1]],
        language="fa",
    ),
    "letters encoded twice": Odd(
        "a.srt",
        HEJ.encode().decode("latin-1").encode(),
        (2, 0, 0),
        SWEDISH,
        ("double_encoded",),
        {"double_encoded": True},
    ),
    "letters encoded twice, which is declined": Odd(
        "a.srt",
        HEJ.encode().decode("latin-1").encode(),
        (2, 0, 0),
        [text.encode().decode("latin-1") for text in SWEDISH],
        ("double_encoded",),
        {"double_encoded": False},
    ),
    "marks of direction": Odd(
        "a.srt", SALAM.replace("سلام", "\u202bسلام\u202c").encode(), (2, 1, 0), PERSIAN, language="fa"
    ),
}
TIMES = {
    "SubRip named WebVTT": Odd("a.vtt", HEJ.encode(), (2, 1, 0), SWEDISH),
    "empty lines everywhere": Odd("a.srt", HEJ.replace("\n", "\n\n").encode(), (2, 2, 0), SWEDISH),
    "arrows that an editor put right": Odd("a.srt", HEJ.replace("-->", "–>").encode(), (2, 2, 0), SWEDISH),
    "before the beginning": Odd("a.srt", HEJ.replace(ONE, f"-{ONE}").encode(), (2, 1, 0), SWEDISH, begins_ms=0),
    "Persian digits": Odd("a.srt", SALAM.translate(ARABIC_DIGITS).encode(), (2, 4, 0), PERSIAN, language="fa"),
    "no length, and full stops moved by hand": Odd(
        "a.srt",
        SALAM.replace("02,000", "01,000").replace("سلام بر تو", ".سلام بر تو").encode(),
        (2, 1, 0),
        [".سلام بر تو", PERSIAN[1]],
        ("moved_stops", "no_length"),
        {"no_length": True, "moved_stops": False},
        "fa",
    ),
    "WebVTT with commas": Odd(
        "a.vtt",
        f"WEBVTT\n\n{ONE}\nHej på dig\n\n{TWO.replace(',', '.')}\nÅren går\n".encode(),
        (1, 0, 2),
        SWEDISH,
        ("webvtt",),
        {"webvtt": True},
    ),
    "an hour too late": Odd(
        "a.srt", film(shift_ms=3_600_000), (120, 0, 0), FILM, ("shift",), {"shift": True}, begins_ms=0
    ),
    "slower than the recording": Odd(
        "a.srt", film(rate=25 / 24), (120, 0, 0), FILM, ("past_end", "stretch"), {"stretch": True}, begins_ms=0
    ),
}
MAKERS = {
    "captions that scroll": Odd(
        "a.vtt",
        SCROLLING,
        (4, 0, 0),
        ["vi öppnade fönstret", "och lyssnade länge"],
        ("rolling",),
        {"rolling": True},
        begins_ms=160,
    ),
    "SubStation Alpha with tags": Odd("a.ass", _ASS, (2, 0, 3), ["Hej på dig", "Åren går"]),
    "TTML": Odd("a.ttml", FORMATS["ttml"].encode(_TWO), (2, 0, 0), SWEDISH),
    "an interview of OHMS": Odd("a.xml", _OHMS, (2, 1, 0), ["Hej på dig", "Åren går"], begins_ms=0),
    "a Word table": Odd("a.docx", FORMATS["docx"].encode(_TWO), (2, 0, 0), SWEDISH),
    "a table": Odd(
        "a.csv",
        "start;slut;text;anteckning\n0:01;0:02;Hej på dig;x\n0:03;0:04;Åren går;y\n".encode(),
        (2, 0, 1),
        SWEDISH,
    ),
    "what Whisper heard": Odd("a.json", json.dumps(_WHISPER).encode(), (2, 0, 0), SWEDISH),
    "a transcript": Odd("a.txt", "[00:00:01] ANNA: Hej på dig\n[00:00:03] BO: Åren går\n".encode(), (2, 1, 0), SWEDISH),
}
REFUSED = {
    "no subtitles at all": Refused("a.srt", bytes(range(256)) * 40, "No cue in the file can be read"),
    "nothing": Refused("a.srt", b"", "The file is empty."),
    "a film": Refused("a.mp4", b"\0\0\0\x18ftypmp42" + bytes(500), "Files of this kind cannot be read."),
    "hostile XML": Refused(
        "a.ttml",
        b'<!DOCTYPE tt [<!ENTITY a "b">]><tt xmlns="http://www.w3.org/ns/ttml"><body>&a;</body></tt>',
        "The file wants to fetch other files or to multiply texts",
    ),
    "a bomb of a Word document": Refused(
        "a.docx", packed(document=b" " * (word_file.MAX_TEXT_BYTES + 1)), "larger than any text; it was not unpacked"
    ),
    "a text without times": Refused("a.txt", b"Det var en dag.\n", "The text holds no times."),
}
LONG = Odd(
    "long.srt",
    "\n".join(
        f"{at}\n{as_srt(at * 100)} --> {as_srt(at * 100 + 90)}\nRad {at}\n" for at in range(1, MANY + 1)
    ).encode(),
    (MANY, 0, 0),
    [f"Rad {at}" for at in range(1, MANY + 1)],
)
