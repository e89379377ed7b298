"""What a reader meets in the place of a speaker's label: nothing that nobody decided to show, and never the label."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext

from archive.access import STRANGER, Viewer
from archive.languages import digits
from archive.questions import Question
from subtitles.models import Cue, Revision, Speaker, Track
from subtitles.webvtt import voices

# A file with more labels than this has something else in their place.
MOST = 200
# The names of the persons whom speakers are, in a language, as far as the viewer may know them: by the speakers' keys.
Persons = Callable[[Sequence[Speaker], Viewer, str], Mapping[int, str]]

# Of speakers who are persons that no stranger may know of there: their names, as far as the viewer may; by their keys.
Guarded = Callable[[Sequence[Speaker], Viewer], Mapping[int, Sequence[str]]]

_rooms: list[Persons] = []
_guards: list[Guarded] = []


def register(persons: Persons) -> Persons:
    """Make it known who knows persons; called when the room above starts."""
    _rooms.append(persons)
    return persons


def register_guard(guards: Guarded) -> Guarded:
    _guards.append(guards)
    return guards


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker to somebody who works on a track: `label` stands in the text, `shown` is what readers meet there.

    `is_guarded`: she is a person whose name is not told to them. `names` are hers then, as far as the viewer may know.
    """

    label: str
    shown: str
    is_guarded: bool
    names: Sequence[str]


def voices_of(track: Track, viewer: Viewer) -> list[Voice]:
    """Everybody who is heard in the track's recording, in the order of their numbers."""
    speakers = list(_speakers(recordings=[track.recording_id]))
    by_key = {speaker.pk: speaker for speaker in speakers}
    hidden: dict[int, Sequence[str]] = {}
    for guard in _guards if speakers else ():
        hidden |= guard(speakers, viewer)
    shown = names(track, STRANGER) if speakers else {}
    return [
        Voice(each.label, shown[each.label], root.pk in hidden, hidden.get(root.pk, ()))
        for each in speakers
        for root in [by_key.get(each.same_as_id or 0, each)]
    ]


def guarded(track: Track, viewer: Viewer) -> dict[str, str]:
    """The names that the track's text must not say, with what readers meet instead."""
    found = [(name, voice.shown) for voice in voices_of(track, viewer) for name in voice.names]
    return {name: shown for name, shown in found if name != shown}


def labels(cues: Iterable[Cue]) -> list[str]:
    """Every label in these cues once, in the order in which they are first heard."""
    return list(dict.fromkeys(label for cue in cues for label in voices.labels(cue.payload)))


def note(recording_id: int, cues: Iterable[Cue]) -> None:
    """Give every label that has none a row: a voice without a name. Hold the recording's row, as an import does."""
    wanted = [label for label in labels(cues) if len(label) <= Speaker.LABEL_LENGTH]
    if not wanted:
        return
    known = dict(Speaker.objects.filter(recording=recording_id).values_list("label", "number"))
    fresh = [label for label in wanted if label not in known][: max(0, MOST - len(known))]
    first = max(known.values(), default=0) + 1
    Speaker.objects.bulk_create(
        Speaker(recording_id=recording_id, label=label, number=number) for number, label in enumerate(fresh, first)
    )


def note_revision(revision: Revision) -> None:
    """The same for a revision that is about to be read."""
    note(revision.track.recording_id, voiced(revision))


def voiced(revision: Revision) -> QuerySet[Cue]:
    """The cues of a revision that say who speaks, in the order of time; for those who work on it."""
    return revision.cues.filter(payload__contains="<v").order_by("start_ms", "position").defer("words")


def names(track: Track, viewer: Viewer) -> dict[str, str]:
    """By label, what this viewer reads in a track; a label that nobody noted is not there and is not shown."""
    speakers = _speakers(recordings=[track.recording_id])
    by_key = {speaker.pk: speaker for speaker in speakers}
    decided = {speaker.label: by_key.get(speaker.same_as_id or 0, speaker) for speaker in speakers}
    asked = [speaker for speaker in decided.values() if speaker.shown_as == Speaker.ShownAs.PERSON]
    persons: dict[int, str] = {}
    for room in _rooms if asked else ():
        persons |= room(asked, viewer, track.language)
    with translation.override(_reader_of(track.language)):
        return {label: _name(speaker, persons) for label, speaker in decided.items()}


@Question
def _speakers(recordings: Sequence[int]) -> QuerySet[Speaker]:
    return Speaker.objects.filter(recording__in=recordings).order_by("number")


def _name(speaker: Speaker, persons: Mapping[int, str]) -> str:
    if speaker.shown_as == Speaker.ShownAs.NAME and speaker.name:
        return speaker.name
    if speaker.shown_as == Speaker.ShownAs.PERSON and (person := persons.get(speaker.pk)):
        return person
    return gettext("Voice %(number)s") % {"number": digits(str(speaker.number))}


def _reader_of(language: str) -> str:
    """In which of the site's languages the words around a text in this language are: Dari reads Persian."""
    wanted = {"prs": "fa"}.get(language, language)
    return wanted if wanted in dict(settings.LANGUAGES) else translation.get_language() or settings.LANGUAGE_CODE
