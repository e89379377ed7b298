"""The cues of a track translated by a machine: a draft, marked cue by cue until a person has read it.

What people wrote stays as it is, also what they write meanwhile: only what is empty when all is translated is filled.
What a batch came to is kept as soon as it is known, so that an attempt after a crash goes on from there.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive import access
from archive import translating as machines
from archive.exceptions import JobFailed
from archive.jobs import lease, plan
from archive.jobs.kinds import Pool, Report, register
from archive.models import Job, Recording
from archive.translating import Batch, Translator
from archive.wording import NOTHING, Said
from subtitles import changes, filling, translatable, workbench
from subtitles.importing import goes_to
from subtitles.models import Revision, Track, Translation
from subtitles.translatable import Turn
from subtitles.workbench.rows import cues_of

KIND = "translate"
TRANSLATED = 980  # per mille of the work that is done when all was translated
LINES, LETTERS = 25, 3000  # of a batch, at most
AROUND = 4  # lines before and after it that are given to be understood


@dataclass(frozen=True, slots=True)
class Line:
    """A speaker's turn in a cue of the source; `name` is its name in `Translation.known`."""

    name: str
    turn: Turn


def ask(
    source: Track,
    language: str,
    translator: str,
    *,
    by: User | None = None,
    kind: str = Track.Kind.SUBTITLES,
    track: Track | None = None,
) -> tuple[Translation, Job]:
    """Plan that a machine, by its name, translates the track: as the public meets it, or as it was saved last. What
    waits or runs is answered with its job, and what was called off or failed goes on where it ended.

    It fills what `track` lacks, or the recording's track of this language and kind, people's before the machine's;
    where there is none, the machine's is made. Raises JobFailed where that cannot be asked for.
    """
    if track and track.recording_id != source.recording_id:
        raise ValueError("The track belongs to another recording.")
    language = track.language if track else language
    if language == source.language:
        raise JobFailed(Said("translator.same_language"))
    machines.refuse_secrets(machines.named(translator), source, source.recording)
    revision = source.published_revision or source.revisions.first()
    if revision is None:
        raise JobFailed(Said("translator.nothing"))
    into = track or goes_into(source.recording, language, kind)
    if by and into and not Track.objects.visible_to(access.viewer_of(by)).filter(pk=into.pk).exists():
        raise JobFailed(Said("translator.closed"))
    if not filling.lacking(_targets(into), _sources(revision)):
        raise JobFailed(Said("translator.nothing"))
    about = {"recording": source.recording, "language": language, "kind": into.kind if into else kind, "track": into}
    about |= {"source": revision, "translator": translator}
    with transaction.atomic():
        Recording.objects.select_for_update().get(pk=source.recording_id)
        unfinished = Translation.objects.filter(revision=None, **about).first()
        asked = unfinished or Translation.objects.create(created_by=by, **about)
        return asked, plan.plan(KIND, asked, by)


def goes_into(recording: Recording, language: str, kind: str) -> Track | None:
    """The track that a translation comes into where none is named: people's, or else the machine's if there is one."""
    found = (goes_to(recording, language, kind, by_machine=by_machine) for by_machine in (False, True))
    return next(filter(None, found), None)


@register(KIND, _("Translating by a machine"), pool=Pool.HEAVY, targets=["subtitles.Translation"])
def translate(job: Job, report: Report) -> Said:
    """Make the draft that `job.target`, a Translation, asks for. Raises JobFailed."""
    asked = cast(Translation, job.target)
    if asked.revision_id is None:
        translator = machines.named(asked.translator)
        sources = _sources(asked.source)
        lacking = filling.lacking(_targets(asked.track), sources)
        known = _translated(job, asked, translator, _lines(lacking), report)
        report(TRANSLATED, gettext_noop("Saving the cues"))
        _save(job, asked, translator, sources, _texts(lacking, known, asked.language))
    return NOTHING


def _sources(revision: Revision) -> list[changes.Cue]:
    return sorted(cues_of(revision.cues.all()), key=lambda cue: (cue["start"], cue["end"], cue["uuid"]))


def _targets(track: Track | None) -> list[changes.Cue]:
    return workbench.state_at(track)["cues"] if track else []


def _lines(cues: Sequence[changes.Cue]) -> list[Line]:
    """All that is to be said in another language."""
    turns = ((cue, number, turn) for cue in cues for number, turn in enumerate(translatable.turns(cue["text"])))
    return [Line(f"{cue['uuid']}/{number}", turn) for cue, number, turn in turns if turn.line]


def _translated(
    job: Job, asked: Translation, translator: Translator, lines: Sequence[Line], report: Report
) -> Mapping[str, str]:
    """By the names of the lines; what earlier attempts came to is not asked again."""
    of = _identity(asked, translator)
    known: dict[str, str] = dict(asked.known.get(of, {}))
    batches = list(_batches(lines, known))
    for number, (first, last) in enumerate(batches):
        done = TRANSLATED * number // len(batches)

        def watch(done: int = done) -> None:
            report(done, gettext_noop("Translating"))

        watch()
        _refuse_closed(asked, translator)
        said = machines.translate(translator, _batch(asked, lines, first, last), watch)
        known |= {line.name: text for line, text in zip(lines[first:last], said, strict=True)}
        with lease.hold(job):
            asked.known = {of: known}
            asked.save(update_fields=["known"])
    return known


def _identity(asked: Translation, translator: Translator) -> str:
    return hashlib.sha256(f"{translator.identity} {asked.source.track.language} {asked.language}".encode()).hexdigest()


def _batches(lines: Sequence[Line], known: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """The first and the last but one of lines in a row that are not known yet."""
    for is_known, group in groupby(range(len(lines)), lambda place: lines[place].name in known):
        if is_known:
            continue
        first, letters = -1, 0
        for place in group:
            size = len(lines[place].turn.line)
            if first >= 0 and (place - first == LINES or letters + size > LETTERS):
                yield first, place
                first = -1
            first, letters = (place, size) if first < 0 else (first, letters + size)
        yield first, place + 1


def _batch(asked: Translation, lines: Sequence[Line], first: int, last: int) -> Batch:
    parts = lines[first:last], lines[max(0, first - AROUND) : first], lines[last : last + AROUND]
    given, before, after = (tuple(line.turn.line for line in part) for part in parts)
    return Batch(asked.source.track.language, asked.language, given, before, after)


def _refuse_closed(asked: Translation, translator: Translator) -> None:
    """Nobody has translated what she may not read, and nothing leaves that may not, also when a rule was changed since.

    Where nobody is named it was asked on the command line, by whoever runs the server. Raises JobFailed.
    """
    read = Track.objects.filter(pk=asked.source.track_id)
    if asked.created_by and not read.visible_to(access.viewer_of(asked.created_by)).exists():
        raise JobFailed(Said("translator.closed"))
    source = read.select_related("recording").get()
    machines.refuse_secrets(translator, source, source.recording)


def _texts(cues: Sequence[changes.Cue], known: Mapping[str, str], language: str) -> dict[str, str]:
    """Raw cue text by the names of the source's cues; what has nothing to say in another language stays as it is."""
    texts = {}
    for cue in cues:
        turns = translatable.turns(cue["text"])
        said = [known.get(f"{cue['uuid']}/{number}", "") for number in range(len(turns))]
        if all(text.strip() for text, turn in zip(said, turns, strict=True) if turn.line):
            texts[cue["uuid"]] = translatable.joined(turns, said, language)
    return texts


def _save(
    job: Job, asked: Translation, translator: Translator, sources: Sequence[changes.Cue], texts: Mapping[str, str]
) -> None:
    """Write the draft, or nothing. Raises LeaseLost, and JobFailed where nothing is left to be filled."""
    if not texts:
        raise JobFailed(Said("translator.silent"))
    with lease.hold(job):
        Recording.objects.select_for_update().get(pk=asked.recording_id)
        track = asked.track or goes_into(asked.recording, asked.language, asked.kind) or _new_track(asked)
        made = workbench.draft(
            track, lambda cues: filling.filled(cues, sources, texts), translator.tool, asked.created_by, sources
        )
        if made is None:
            raise JobFailed(Said("translator.nothing"))
        asked.track, asked.revision, asked.known = track, made, {}
        asked.save(update_fields=["track", "revision", "known"])


def _new_track(asked: Translation) -> Track:
    """The machine's own."""
    track: Track = Track.objects.create(
        recording=asked.recording, language=asked.language, kind=asked.kind, by_machine=True
    )
    return track
