"""Numbers and switches as data: what others publish, what we use, and what an organisation makes of them.

Only numbers and facts stand here, in no publisher's words. Where nobody published a number for a language it says so.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace

from subtitles.rules.finding import Severity

OFF = "off"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Bounds for one language. `speed` is in characters a second, `line` in characters, gaps in frames.

    A gap longer than `gap` and shorter than `chain` looks like a mistake and is closed; with 0 for `chain` none does.
    Beyond `tolerance` times the speed or the line's length what was a warning is an error. A word of which a machine
    was less than `unsure` per cent sure is shown as unsure.
    """

    speed: float = 17.0
    line: int = 42
    lines: int = 2
    shortest_ms: int = 833
    longest_ms: int = 7000
    gap: int = 2
    chain: int = 12
    tolerance: float = 1.5
    unsure: int = 60


NAMES = tuple(each.name for each in fields(Numbers))


@dataclass(frozen=True, slots=True)
class Profile:
    """`numbers` by language, `others` for the rest; `severities` by code: a Severity, or OFF."""

    name: str
    others: Numbers = Numbers()
    numbers: Mapping[str, Numbers] = field(default_factory=dict)
    severities: Mapping[str, str] = field(default_factory=dict)

    def of(self, language: str) -> Numbers:
        return self.numbers.get(language, self.others)

    def severity(self, code: str, usual: Severity) -> Severity | None:
        """How grave a finding is in this profile; None where the rule is switched off."""
        said = self.severities.get(code)
        return None if said == OFF else Severity(said) if said else usual

    def changed(
        self, name: str, numbers: Mapping[str, Mapping[str, float]], severities: Mapping[str, str]
    ) -> "Profile":
        """A profile of one's own upon this one: only the numbers that are named differ."""
        ours = {
            language: replace(self.of(language), **given)  # type: ignore[arg-type]  # names of its fields
            for language, given in numbers.items()
        }
        merged = {**self.numbers, **ours}
        return Profile(name, self.others, merged, {**self.severities, **severities})

    def as_dict(self, language: str) -> dict[str, float]:
        return asdict(self.of(language))


# Netflix. "Timed Text Style Guide: General Requirements" (partnerhelp.netflixstudios.com, article 215758617): 5/6 s to
# 7 s, two lines. "Subtitle Timing Guidelines" (360051554394): 2 frames between, and gaps of 3 to 11 at 24 a second are
# closed. The guides of single languages, adults' programmes, as a table of them of September 2026 has them: 42
# characters a line; 20 a second in English (217350977) and Arabic (215517947), 17 in Swedish (216014517) and all others
# that are written with an alphabet. For Persian, Dari, Pashto and Kurdish there is no guide: 17 stands there.
_NETFLIX = Profile("netflix", Numbers(speed=17), {"en": Numbers(speed=20), "ar": Numbers(speed=20)})

# Swedish public service. The guidelines of the trade, "Riktlinjer för undertextning i Sverige" (Medietextarna with SVT
# and others, version 2), were not at hand; what stands here is what others publish of the practice they describe:
# the Swedish University of Agricultural Sciences' page on "Undertextning" (2023): 37 to 42 characters a line, 1.5 to
# 2 s for a short line, 3 s for a full one, 5 to 6 s for two; Digiteket, "Tillgängligare textning": 37 characters in
# SVT's text television, 14 to 17 a second on television; Newsroom, "Därför ska alla filmer textas" (2022): at most 7 s,
# and 2 to 3 frames between. A full line of 37 in 3 s is 12 a second; ours, 15, lies between that and what television
# does. Nobody says from which gap on the screen flickers, so that rule is silent. Of Swedish alone; other languages
# take the same numbers here.
_SVT = Profile("svt", Numbers(speed=15, line=37, shortest_ms=1500, longest_ms=7000, gap=2, chain=0))

# BBC, "Subtitle Guidelines" (bbc.co.uk/accessibility/forproducts/guides/subtitles): 37 characters a line, which is
# teletext's (3.1), two lines in a landscape picture (3.3), 160 to 180 words a minute (4), about 0.3 s a word at the
# least, so that this is the shortest cue (4.1), and a pause only from 1 s on, which is 25 frames (4.5). Worked out by
# us: 180 words of five letters and a space are 18 characters a second. No longest time is published: Netflix's stands
# there. Published for English alone.
_BBC = Profile("bbc", Numbers(speed=18, line=37, shortest_ms=300, longest_ms=7000, gap=0, chain=25))

# Ours: Netflix's room, and its shortest time.
_OWN = Profile("own", Numbers(speed=17), {"en": Numbers(speed=20), "ar": Numbers(speed=20)})

PUBLISHED: dict[str, Profile] = {each.name: each for each in (_OWN, _NETFLIX, _SVT, _BBC)}
DEFAULT = _OWN
