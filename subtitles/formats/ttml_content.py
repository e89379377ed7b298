"""The body of a TTML document as cues: times added up, styles inherited, every part that cannot be shown reported."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from xml.etree.ElementTree import Element

from ttconv.imsc import attributes

from subtitles.formats import ttml_styles, xml
from subtitles.formats.markup import PLAIN, Run, Style, payload
from subtitles.formats.ttml_styles import ID, TTML, Properties
from subtitles.reasons import Reason
from subtitles.webvtt import Cue, Dropped

_TIME = re.compile(
    r"[0-9]{2,7}:[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,12}|:[0-9]{2,3})?|[0-9]{1,12}(?:\.[0-9]{1,12})?(?:h|m|s|ms|f|t)"
)
_TIMED = ("begin", "end", "dur")
_RATES = ("frameRate", "frameRateMultiplier", "tickRate")
_RATE = re.compile(r"[1-9][0-9]{0,8}(?: [1-9][0-9]{0,8})?")
_CONTENT = {f"{{{TTML}}}{name}" for name in ("body", "div", "p", "span", "br")}
_PARAGRAPH, _BREAK = f"{{{TTML}}}p", f"{{{TTML}}}br"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_AGENT, _RUBY = f"{{{TTML}#metadata}}agent", f"{{{TTML}#styling}}ruby"
_SPACES = re.compile(r"[ \t\r\n]+")
_LONGEST_MS = 10**14


@dataclass(frozen=True, slots=True)
class Around:
    """What a part has from those around it, times in seconds from the beginning; nothing ends it if `end` is None."""

    begin: Fraction = Fraction(0)
    end: Fraction | None = None
    timed: bool = False
    style: Style = PLAIN
    align: str = ""
    region: Properties = field(default_factory=dict)
    keeps_spaces: bool = False


class Reading:
    """One pass over a document. Its root must be `tt`."""

    def __init__(self, root: Element) -> None:
        self.dropped: list[Dropped] = []
        self.body = root.find(f"{{{TTML}}}body")
        self.language = root.get(f"{_XML}lang", "")
        self.styles = ttml_styles.Styles(root)
        names = {each.get(ID, ""): " ".join("".join(each.itertext()).split()) for each in root.iter(_AGENT)}
        self.agents = {key: name for key, name in names.items() if name}
        self.clock = self._clock(root)

    def _clock(self, root: Element) -> attributes.TemporalAttributeParsingContext:
        """How the file counts; rates of nothing would divide by nothing."""
        for name in list(root.attrib):
            if name.rpartition("}")[2] in _RATES and not _RATE.fullmatch(root.attrib[name].strip()):
                self._drop(root, Reason.BAD_SETTING, f"{name.rpartition('}')[2]}={root.attrib.pop(name)}")
        return attributes.TemporalAttributeParsingContext(
            attributes.FrameRateAttribute.extract(root),
            attributes.TickRateAttribute.extract(root),
            attributes.TimeBaseAttribute.extract(root),
            attributes.DropModeAttribute.extract(root),
        )

    def cues(self) -> Iterator[Cue]:
        """In the order of the file."""
        if self.body is not None:
            yield from self._content(self.body, Around(), Fraction(0))

    def _content(self, element: Element, around: Around, origin: Fraction) -> Iterator[Cue]:
        """The cues of a part whose times count from `origin`."""
        inside = self._inside(element, around, origin)
        if inside is None:
            return
        if element.tag == _PARAGRAPH:
            yield from self._paragraph(element, inside)
            return
        for child, begin in self._children(element, inside):
            yield from self._content(child, inside, begin)

    def _children(self, element: Element, inside: Around) -> Iterator[tuple[Element, Fraction]]:
        """The parts that are shown, each with what its times count from: in a sequence, where the one before ends."""
        in_sequence = element.get("timeContainer") == "seq"
        begin = inside.begin
        for child in element:
            if child.tag in _CONTENT:
                yield child, begin
                after = self._inside(child, inside, begin, report=False) if in_sequence else None
                begin = after.end if after and after.end is not None else begin
            elif child.tag.startswith(f"{{{TTML}}}") and xml.local(child) != "metadata":
                self._drop(child, Reason.MARKUP, f"<{xml.local(child)}>")

    def _inside(self, element: Element, around: Around, origin: Fraction, *, report: bool = True) -> Around | None:
        """What holds within a part; None where its times cannot be read."""
        said = {name: element.attrib[name].strip() for name in _TIMED if name in element.attrib}
        times = {name: self._seconds(text) for name, text in said.items()}
        if None in times.values():
            if report:
                self._drop(element, Reason.BAD_TIME, " ".join(f'{name}="{text}"' for name, text in said.items()))
                self._drop(element, Reason.WITH_BAD_TIME, _words(element))
            return None
        begin = origin + (times.get("begin") or 0)
        until, length = times.get("end"), times.get("dur")
        ends = [around.end, until if until is None else origin + until, length if length is None else begin + length]
        end = min((limit for limit in ends if limit is not None), default=None)
        return replace(self._set(element, around), begin=begin, end=end, timed=around.timed or bool(times))

    def _set(self, element: Element, around: Around) -> Around:
        """How and where the part is set, who says it and in which language."""
        said, style, region = self.styles.of(element), around.style, around.region
        if (name := element.get("region")) in self.styles.regions:
            region = self.styles.regions[name or ""]
            style = ttml_styles.styled(style, region)
        style = ttml_styles.styled(style, said)
        if (agent := element.get(_AGENT, "").split()[:1]) and agent[0] in self.agents:
            style = replace(style, speaker=self.agents[agent[0]])
        if (language := element.get(f"{_XML}lang")) is not None:
            style = replace(style, language="" if language == self.language else language)
        space = element.get(f"{_XML}space")
        return replace(
            around,
            style=style,
            region=region,
            align=said.get("textAlign", around.align),
            keeps_spaces=around.keeps_spaces if space is None else space == "preserve",
        )

    def _seconds(self, text: str) -> Fraction | None:
        if not _TIME.fullmatch(text):
            return None
        try:
            return attributes.parse_time_expression(self.clock, text, False)
        except (ValueError, ArithmeticError):
            return None

    def _paragraph(self, paragraph: Element, inside: Around) -> Iterator[Cue]:
        stretches: dict[tuple[Fraction, Fraction | None], list[Run]] = {}
        timed = False
        for text, around in self._texts(paragraph, inside):
            stretches.setdefault((around.begin, around.end), []).append((text, around.style))
            timed = timed or around.timed
        place = ttml_styles.settings(inside.region, inside.align)
        line = _line(paragraph)
        for (begin, end), runs in stretches.items():
            text = payload(runs)
            if text and end is not None:
                yield Cue("", _ms(begin), _ms(end), place, text, line)
            elif text:
                self._drop(paragraph, Reason.BAD_TIME if timed else Reason.NO_TIME, text)

    def _texts(self, element: Element, inside: Around) -> Iterator[tuple[str, Around]]:
        """The text of a paragraph or span piece by piece, each with what holds there."""
        yield _spaced(element.text, inside), inside
        for child, begin in self._children(element, inside):
            if child.tag == _BREAK:
                yield "\n", inside
            elif child.get(_RUBY) in {"text", "delimiter"}:
                self._drop(child, Reason.MARKUP, _words(child))
            elif within := self._inside(child, inside, begin):
                yield from self._texts(child, within)
            yield _spaced(child.tail, inside), inside

    def _drop(self, element: Element, reason: Reason, text: str) -> None:
        self.dropped.append(Dropped(_line(element), reason, text))


def _spaced(text: str | None, around: Around) -> str:
    return (text or "") if around.keeps_spaces else _SPACES.sub(" ", text or "")


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _line(element: Element) -> int:
    return int(element.get(xml.LINE, "0"))


def _ms(seconds: Fraction) -> int:
    return min(round(seconds * 1000), _LONGEST_MS)
