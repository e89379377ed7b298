"""From the memory's keys to texts: read from the tracks now, through the gate, and nothing that names who is hidden."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from archive.access import Viewer
from subtitles import speaking
from subtitles.folding import folded
from subtitles.memory.store import Found
from subtitles.models import Change, Cue, MemoryPair, Revision, Track
from subtitles.querysets import SEES_UNPUBLISHED
from subtitles.workbench.rows import name_of

# A label of fewer letters, such as A, is no name.
_SHORTEST_NAME = 3
_WRITING = ("confirm", "insert", "text")


@dataclass(frozen=True, slots=True)
class Told:
    """A text and its translation as a viewer reads them. `where` is the recording's title, or the imported file's name.

    `track` and `at_ms` are where to hear it; None for what came in a file. `by` is who translated it.
    """

    source: str
    target: str
    languages: tuple[str, str]
    where: str
    by: str
    track: int | None = None
    at_ms: int | None = None
    cues: tuple[UUID, ...] = ()

    def holds(self, track: int, cue: UUID | None) -> bool:
        return self.track == track and cue in self.cues


def told(found: Sequence[Found], viewer: Viewer) -> Iterator[Told]:
    """Those of these pairs, in their order, that are still so and that this viewer may see."""
    of_files = [each for each in found if not each.sources]
    cues = _cues({key for each in found if each.sources for key in (*each.targets, *each.sources)}, viewer)
    rows = _rows([each.targets[0] for each in of_files], viewer)
    writers = _writers([cues[key] for each in found if each.sources for key in each.targets if key in cues])
    hidden: dict[int, list[tuple[str, ...]]] = {}
    for each in found:
        if each.sources:
            sides = [[cues.get(key) for key in keys] for keys in (each.targets, each.sources)]
            targets, sources = ([cue for cue in side if cue] for side in sides)
            if (len(targets), len(sources)) != (len(each.targets), len(each.sources)) or not _stands(targets, sources):
                continue
            one = _of_cues(targets, sources, writers)
            track = targets[0].revision.track
            if track.recording_id not in hidden:
                hidden[track.recording_id] = _hidden(track, viewer)
            if not _names_any(one, hidden[track.recording_id]):
                yield one
        elif row := rows.get(each.targets[0]):
            languages = row.source_language, row.target_language
            yield Told(row.source, row.target, languages, row.file.name, row.by)


def _cues(keys: Collection[int], viewer: Viewer) -> dict[int, Cue]:
    """Those of these cues whose tracks she may see; of what is neither hers to translate nor lent to her, what is
    published."""
    newest = Revision.objects.filter(track=OuterRef("revision__track")).order_by("-number").values("pk")[:1]
    seen = Cue.objects.filter(pk__in=keys, revision__track__in=Track.objects.visible_to(viewer))
    if viewer.level < SEES_UNPUBLISHED:
        lent = viewer.lent("recording", timezone.now())
        is_out = Q(revision=F("revision__track__published_revision"))
        seen = seen.filter(is_out | Q(revision__track__recording__in=lent))
    about = seen.select_related("revision__track__recording", "revision__created_by").defer("words")
    return {cue.pk: cue for cue in about.annotate(newest=Subquery(newest))}


def _rows(keys: Collection[int], viewer: Viewer) -> dict[int, MemoryPair]:
    """What came in files is of no recording: whoever translates may see it."""
    if not keys or viewer.level < SEES_UNPUBLISHED:
        return {}
    return MemoryPair.objects.select_related("file").in_bulk(list(keys))


def _stands(targets: Sequence[Cue], sources: Sequence[Cue]) -> bool:
    """Whether the translation is the track's newest, confirmed still, and of what its source says now."""
    ours = all(cue.confirmed and cue.revision_id == getattr(cue, "newest", None) for cue in targets)
    return ours and all(
        cue.revision_id in (getattr(cue, "newest", None), cue.revision.track.published_revision_id) for cue in sources
    )


def _of_cues(targets: Sequence[Cue], sources: Sequence[Cue], writers: Mapping[UUID, str]) -> Told:
    first, track = targets[0], targets[0].revision.track
    return Told(
        "\n".join(cue.text for cue in sources),
        "\n".join(cue.text for cue in targets),
        (sources[0].revision.track.language, track.language),
        str(track.recording),
        writers.get(first.uuid) or name_of(first.revision.created_by),
        track.pk,
        first.start_ms,
        tuple(cue.uuid for cue in targets),
    )


def _writers(cues: Sequence[Cue]) -> dict[UUID, str]:
    """By cue, who wrote or confirmed it last at the workbench."""
    tracks = {cue.revision.track_id for cue in cues}
    rows = Change.objects.filter(track__in=tracks, cue__in={cue.uuid for cue in cues}, kind__in=_WRITING)
    return {row.cue: name_of(row.by) for row in rows.order_by("number").select_related("by") if row.cue}


def _hidden(track: Track, viewer: Viewer) -> list[tuple[str, ...]]:
    """The labels of speakers whom this viewer reads under another name, in folded words."""
    labels = []
    for label, shown in speaking.names(track, viewer).items():
        words = folded(label, track.language)
        if sum(map(len, words)) >= _SHORTEST_NAME and not set(words) <= set(folded(shown, track.language)):
            labels.append(words)
    return labels


def _names_any(one: Told, hidden: Sequence[tuple[str, ...]]) -> bool:
    texts = [folded(text, language) for text, language in zip((one.source, one.target), one.languages, strict=True)]
    return any(
        words[at : at + len(label)] == label
        for label in hidden
        for words in texts
        for at in range(len(words) - len(label) + 1)
    )
