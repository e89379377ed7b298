"""What of the catalogue goes into the index: only what a stranger may be shown in lists, read through the gate."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from uuid import UUID

from archive.access import STRANGER
from archive.languages import LANGUAGES
from archive.models import Recording
from catalogue.models import Authority, Mention, Work, WorkRecording
from catalogue.querysets import WorkQuerySet
from search.analysis import analyse, field_of
from search.engines.base import CueEntry, Entry, Item, Passage
from subtitles.models import Track, published_cues
from subtitles.webvtt.languages import Span, spans

BATCH = 50


def public_works() -> WorkQuerySet:
    return Work.objects.listed_to(STRANGER)


def entries(versions: Mapping[int, int]) -> Iterator[Entry]:
    """Of each of these works what it is found by, read now; nothing of one that is not public, or gone.

    `versions` were read before: what is read now may be newer than them, never older.
    """
    ids = sorted(versions)
    for first in range(0, len(ids), BATCH):
        batch = ids[first : first + BATCH]
        found: dict[int, list[Item]] = defaultdict(list)
        public = public_works().filter(pk__in=batch).order_by("pk").values_list("pk", flat=True)
        for item in _of(list(public)):
            found[item.work_id].append(item)
        yield from (Entry(work_id, versions[work_id], tuple(found[work_id])) for work_id in batch)


def _of(work_ids: list[int]) -> Iterator[Item]:
    links = list(WorkRecording.objects.filter(work__in=work_ids, recording__in=Recording.objects.listed_to(STRANGER)))
    heard: dict[int, list[WorkRecording]] = defaultdict(list)
    for link in links:
        heard[link.work_id].append(link)
    cues = _cues({link.recording_id for link in links})
    names = _names(work_ids)
    for work in public_works().filter(pk__in=work_ids).order_by("pk").with_words():
        if not heard[work.pk]:
            yield _item(work, None, names[work.pk], ())
        for link in heard[work.pk]:
            yield _item(work, link, names[work.pk], cues.get(link.recording_id, ()))


def _item(work: Work, link: WorkRecording | None, names: list[tuple[str, str]], cues: tuple[CueEntry, ...]) -> Item:
    titles = [(title.language, title.text) for title in work.titles.all()]
    texts = [(text.language, text.body) for text in work.texts.all()] + names
    if link is not None and link.label:
        texts.append((link.language, link.label))
    languages = [language for language, _ in (*titles, *texts)] + [cue.language for cue in cues]
    return Item(
        id=link.pk * 2 if link else work.pk * 2 + 1,
        work_id=work.pk,
        recording_id=link.recording_id if link else None,
        kind=work.kind,
        year=work.year,
        languages=tuple(dict.fromkeys(languages)),
        titles=_passages(titles),
        texts=_passages(texts),
        cues=cues,
    )


def _passages(texts: Iterable[tuple[str, str]]) -> tuple[Passage, ...]:
    return tuple(_passage(text, language) for language, text in texts)


def _passage(text: str, language: str) -> Passage:
    return Passage(field_of(language), tuple(term.text for term in analyse(text, language)))


def _cues(recording_ids: Collection[int]) -> dict[int, tuple[CueEntry, ...]]:
    """The cues of each recording's published tracks, one track after the other."""
    tracks = Track.objects.listed_to(STRANGER).published().filter(recording__in=recording_ids).order_by("pk")
    # Rows, not models: making twenty thousand of these costs as much as analysing what they say.
    rows: dict[int, list[tuple[UUID, int, int, str]]] = defaultdict(list)
    asked = published_cues(tracks).values_list("revision_id", "uuid", "start_ms", "end_ms", "payload")
    for revision, uuid, start_ms, end_ms, payload in asked:
        rows[revision].append((uuid, start_ms, end_ms, payload))
    found: dict[int, list[CueEntry]] = defaultdict(list)
    for track in tracks:
        entries = found[track.recording_id]
        for uuid, start_ms, end_ms, payload in rows[track.published_revision_id or 0]:
            # A part in another language is read by that one's rules, in its place among the others of the cue.
            for span in spans(payload, track.language) or [Span("", track.language)]:
                passage = _passage(span.text, span.language)
                language = span.language if span.language in LANGUAGES else track.language
                entries.append(CueEntry(len(entries), track.pk, language, uuid, start_ms, end_ms, passage))
    return {recording: tuple(entries) for recording, entries in found.items()}


def _names(work_ids: list[int]) -> dict[int, list[tuple[str, str]]]:
    """The public names of people, organisations, places and subjects that each work mentions, with their language."""
    mentions = set(Mention.objects.filter(work__in=work_ids).values_list("work_id", "authority_id"))
    public = Authority.objects.listed_to(STRANGER).filter(pk__in={name for _, name in mentions})
    names = {
        each.pk: [(row.language, row.text) for row in each.names.all()] for each in public.prefetch_related("names")
    }
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for work, name in sorted(mentions):
        found[work] += names.get(name, [])
    return found
