"""All rules over all cues."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from subtitles.cuelike import Placed
from subtitles.pairing import pair
from subtitles.rules import direction, guarding, letters, marks, pace, shape, spelling, translated
from subtitles.rules.finding import Finding, Hit, Severity
from subtitles.rules.profile import DEFAULT, Profile
from subtitles.rules.registry import RULES, Need, Rule, Scene
from subtitles.rules.terms import Glossary
from subtitles.rules.text import Part, texts
from subtitles.webvtt import languages

_Active = tuple[Rule, Severity]
# Importing a room of rules registers them.
ROOMS = (shape, pace, marks, letters, direction, translated, spelling, guarding)
_NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Source:
    """What was translated. `stale` has, by the indices of the translation's cues whose source says something else by
    now, what it said then; `glossary` the terms from its language to the translation's."""

    cues: Sequence[Placed]
    language: str
    stale: Mapping[int, str] = field(default_factory=dict)
    glossary: Glossary | None = None


def check(
    cues: Sequence[Placed],
    language: str,
    profile: Profile = DEFAULT,
    source: Source | None = None,
    *,
    on_screen: bool = True,
    frame_rate: float = 25.0,
    shots: Sequence[int] = (),
    known: Collection[str] = (),
    guarded: Mapping[str, str] = _NOBODY,
    errors_only: bool = False,
) -> list[Finding]:
    """What the rules of a profile find in cues that stand in the order of their times, cue by cue.

    `language` is a BCP 47 tag, that of all of which `<lang>` says nothing else.
    `on_screen` is false for a text that is read beside the film, such as a transcript.
    `shots` are the moments in milliseconds in which the picture changes, rising; `known` words that are right here;
    `guarded` names that are not to be said, with what readers meet instead.
    `errors_only` asks only what keeps a track from the public, which is quicker: no dictionary is read, no source.
    """
    scene = Scene(
        texts=texts(cues),
        language=language,
        numbers=profile.of(language),
        frame_ms=1000 / frame_rate,
        shots=shots,
        known=spelling.as_known(iter(known)),
        guarded=guarded,
    )
    if source and cues and wants_source(profile, errors_only=errors_only):
        _set_beside(scene, source)
    return list(_found(_Asked(scene, profile, on_screen, errors_only)))


class _Asked:
    """What is asked of cues, in each language that they turn out to be in."""

    def __init__(self, scene: Scene, profile: Profile, on_screen: bool, errors_only: bool) -> None:
        self.scene, self.profile, self.on_screen, self.errors_only = scene, profile, on_screen, errors_only
        self._made: dict[str, tuple[Scene, list[_Active]]] = {}

    def in_language(self, language: str) -> "tuple[Scene, list[_Active]]":
        """The scene as it is for a cue in this language, and the rules that have something to say of it."""
        if language not in self._made:
            spelt = is_asked("spelling", self.profile, errors_only=self.errors_only)
            is_word = spelling.dictionary(language) if spelt else None
            scene = replace(self.scene, language=language, numbers=self.profile.of(language), is_word=is_word)
            self._made[language] = scene, _active(scene, self.profile, self.on_screen, self.errors_only)
        return self._made[language]


def _found(asked: _Asked) -> Iterator[Finding]:
    """A cue is asked in its own language; a part in another one is asked what that language's rules are about."""
    for index, text in enumerate(asked.scene.texts):
        parts = text.parts(asked.scene.language)
        own = languages.language_of(text.payload, asked.scene.language) if len(parts) != 1 else parts[0].language
        for language in dict.fromkeys([own, *(part.language for part in parts)]):
            scene, active = asked.in_language(language)
            for rule, usual in active:
                if language != own and not rule.languages:
                    continue
                for hit in rule.find(scene, index, text):
                    severity = _gravest(usual, hit.severity)
                    if asked.errors_only and severity is not Severity.ERROR:
                        continue
                    if len(parts) == 1 or not rule.languages or _lies_in(hit, parts, language, whole=language == own):
                        yield Finding(rule.code, severity, index, hit.start, hit.end, hit.values, hit.repair)


def _lies_in(hit: Hit, parts: Sequence[Part], language: str, *, whole: bool) -> bool:
    """Whether it is about this language: all that it touches is; in the cue's own (`whole`) some is enough."""
    touched = {part.language for part in parts if part.start < hit.end and hit.start < part.end}
    return language in touched if whole else touched == {language}


def _set_beside(scene: Scene, source: Source) -> None:
    scene.sources = texts(source.cues)
    scene.source_language = source.language
    scene.stale = source.stale
    scene.glossary = source.glossary
    scene.paired = pair(scene.texts, scene.sources)
    scene.untranslated = translated.untranslated(scene)


def is_asked(code: str, profile: Profile, *, errors_only: bool) -> bool:
    """Whether `check` would ask this rule, so that what it needs is fetched for no other reason."""
    return _asked(RULES[code], profile, errors_only) is not None


def wants_source(profile: Profile, *, errors_only: bool) -> bool:
    """Whether anything that is asked looks at what was translated."""
    return any(Need.SOURCE in rule.needs and _asked(rule, profile, errors_only) for rule in RULES.values())


def _asked(rule: Rule, profile: Profile, errors_only: bool) -> Severity | None:
    """How grave the profile calls what the rule finds; None where it is not asked, or can find no error."""
    severity = profile.severity(rule.code, rule.severity)
    if errors_only and severity is not Severity.ERROR and not (rule.graver and severity is Severity.WARNING):
        return None
    return severity


def _active(scene: Scene, profile: Profile, on_screen: bool, errors_only: bool) -> list[_Active]:
    """The rules that have something to say here."""
    there = {
        Need.SCREEN: on_screen,
        Need.SOURCE: bool(scene.sources),
        Need.SHOTS: bool(scene.shots),
        Need.DICTIONARY: scene.is_word is not None,
    }
    chosen = []
    for rule in RULES.values():
        severity = _asked(rule, profile, errors_only)
        if severity and rule.is_about(scene.language) and all(there[need] for need in rule.needs):
            chosen.append((rule, severity))
    return chosen


def _gravest(usual: Severity, of_this: Severity | None) -> Severity:
    """A note stays a note where somebody chose so; what is worse than usual is said so otherwise."""
    return usual if of_this is None or (usual is Severity.NOTE and of_this is Severity.ERROR) else of_this
