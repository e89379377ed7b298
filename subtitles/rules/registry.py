"""The rules there are. A rule is a function of one cue and what stands around it; it names what it needs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from subtitles.rules.finding import Hit, Severity
from subtitles.rules.profile import Numbers
from subtitles.rules.terms import Glossary
from subtitles.rules.text import Text

PERSIAN = frozenset({"fa", "prs"})
RIGHT_TO_LEFT = frozenset({"fa", "prs", "ar", "ps", "ckb"})
LATIN = frozenset({"sv", "en", "kmr"})


class Need(StrEnum):
    """What a rule cannot do without. Where it is not there the rule has nothing to say."""

    SCREEN = "screen"  # the text is read on the screen, in its time: subtitles and captions
    SOURCE = "source"
    SHOTS = "shots"
    DICTIONARY = "dictionary"


@dataclass(slots=True)
class Scene:
    """All that is checked together. `paired` are for each cue the indices of `sources` that stand with it.

    `known` are words that are right here whatever a dictionary says, folded; `stale` has by the indices of cues whose
    source says something else by now what it said then; `shots` are the moments in which the picture changes, in
    milliseconds, rising.
    """

    texts: Sequence[Text]
    language: str
    numbers: Numbers
    frame_ms: float = 40.0
    sources: Sequence[Text] = ()
    source_language: str = ""
    paired: Sequence[Sequence[int]] = ()
    stale: Mapping[int, str] = field(default_factory=dict)
    shots: Sequence[int] = ()
    known: frozenset[str] = frozenset()
    is_word: Callable[[str], bool] | None = None
    glossary: Glossary | None = None
    # Names of persons whom readers meet under another one, with that.
    guarded: Mapping[str, str] = field(default_factory=dict)
    # Sources that nothing stands with, by the index of the cue that follows them.
    untranslated: Mapping[int, Sequence[Text]] = field(default_factory=dict)


Find = Callable[[Scene, int, Text], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`languages` are those it is about; none named means all. What is `graver` may find an error though it warns."""

    code: str
    severity: Severity
    find: Find
    needs: frozenset[Need]
    languages: frozenset[str]
    graver: bool = False

    def is_about(self, language: str) -> bool:
        return not self.languages or language in self.languages


RULES: dict[str, Rule] = {}


def rule(
    code: str, severity: Severity, *needs: Need, languages: frozenset[str] = frozenset(), graver: bool = False
) -> Callable[[Find], Find]:
    """Register a rule under its code, which stays the same for ever."""

    def register(find: Find) -> Find:
        RULES[code] = Rule(code, severity, find, frozenset(needs), languages, graver)
        return find

    return register
