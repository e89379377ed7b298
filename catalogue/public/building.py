"""The one builder of what is said of works in public: see `catalogue.public.data`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import override

from archive import questions
from archive.access import STRANGER, Viewer, decide
from archive.languages import reader
from archive.models import Recording
from archive.questions import Question
from archive.streaming import player
from catalogue.models import Book, RadioEpisode, Title, Work, WorkRecording
from catalogue.public import facts, playing
from catalogue.public.data import AwardShown, BroadcastShown, CardShown, EditionShown, WorkShown
from subtitles.models import Track

# The rows of a work of which its page is made, read once.
ROWS = ("titles", "texts", "mentions", "broadcasts", "awards", "recordings_links", "documents_links")


def fetch(slug: str, viewer: Viewer, at: datetime | None = None) -> Work | None:
    """A work that this viewer may see, of its own kind, with the rows that are told of."""
    for key, kind in at_address(viewer, at=at or timezone.now(), slug=slug):
        for found in _of_kind(Work.kinds[kind], key=key):
            questions.attach([found], *ROWS, *(["editions"] if isinstance(found, Book) else []))
            return found
    return None


@Question
def at_address(viewer: Viewer, at: datetime, slug: str) -> QuerySet[Work, tuple[int, str]]:
    return Work.objects.visible_to(viewer, at).filter(slug=slug).values_list("pk", "kind")


@Question
def _of_kind(kind: type[Work], key: int) -> QuerySet[Work]:
    return kind._default_manager.filter(pk=key)


def work(work: Work, viewer: Viewer, language: str = "", at: datetime | None = None) -> WorkShown:
    """Everything that is said of a work to this viewer. It is of its own kind, and the caller has asked the gate.

    `language` is the reader's, by default that of the page which is being made. The number of queries does not depend
    on how much there is; `fetch` first where the same work is told of twice. A draft is told of as it is in memory.
    """
    language, at = language or reader(), at or timezone.now()
    with override(language):
        return _work(work, viewer, language, at)


def _work(work: Work, viewer: Viewer, language: str, at: datetime) -> WorkShown:
    title = work.title_in(language)
    names = facts.named([row.authority_id for row in work.mentions.all()], viewer, language, at)
    to_all = decide(STRANGER, work, at=at)
    rows = list(work.titles.all())
    return WorkShown(
        slug=work.slug,
        url=work.get_absolute_url(),
        permanent=facts.permanent(work),
        kind=str(work.kind),
        kind_label=str(work.get_kind_display()),
        title=title,
        titles=facts.tagged(row for row in rows if row.kind == Title.Kind.MAIN),
        other_titles=facts.tagged(row for row in rows if row.kind != Title.Kind.MAIN),
        summary=work.text_in(language, "summary"),
        description=work.text_in(language, "description"),
        texts=facts.tagged(work.texts.all()),
        year=work.year,
        year_end=work.year_end,
        number=work.number if isinstance(work, RadioEpisode) else None,
        stand_in=work.stand_in,
        open_to_all=to_all.allowed,
        listed_to_all=to_all.listed,
        credits=facts.credits_of(work, names),
        places=facts.names_of(work, names, "place"),
        subjects=facts.names_of(work, names, "subject"),
        broadcasts=tuple(BroadcastShown(row.date, row.channel) for row in work.broadcasts.all()),
        awards=tuple(AwardShown(row.tagged(), row.year) for row in work.awards.all()),
        editions=_editions(work),
        documents=facts.documents(work, viewer, at),
        parts=playing.parts(work, title, viewer, language, at),
        **facts.series_of(work, viewer, language, at),
    )


def _editions(work: Work) -> tuple[EditionShown, ...]:
    if not isinstance(work, Book):
        return ()
    rows = work.editions.all()
    return tuple(EditionShown(row.language, row.year, row.isbn, row.publisher, row.pages) for row in rows)


def cards(works: Iterable[Work], viewer: Viewer, at: datetime | None = None) -> tuple[CardShown, ...]:
    """Works as cards in a list, always with the same few queries. Give it works that were fetched `with_words`."""
    works, at = list(works), at or timezone.now()
    recordings = _recordings(works, viewer, at)
    heard = [recording for some in recordings.values() for recording in some]
    languages = _subtitle_languages(heard, viewer, at)
    return tuple(_card(work, recordings[work.pk], languages, viewer) for work in works)


def _card(work: Work, recordings: list[Recording], languages: dict[int, set[str]], viewer: Viewer) -> CardShown:
    return CardShown(
        url=work.get_absolute_url(),
        title=work.title_in(reader()),
        kind=str(work.kind),
        kind_label=str(work.get_kind_display()),
        year=work.year,
        poster=player.poster(recordings[0], viewer) if recordings else "",
        summary=work.text_in(reader(), "summary"),
        duration_ms=sum(recording.duration_ms or 0 for recording in recordings) or None,
        languages=tuple(sorted({tag for recording in recordings for tag in languages[recording.pk]})),
        stand_in=work.stand_in,
    )


def _recordings(works: list[Work], viewer: Viewer, at: datetime) -> dict[int, list[Recording]]:
    found: dict[int, list[Recording]] = defaultdict(list)
    for row in listed(viewer, at=at, keys=[work.pk for work in works]):
        found[row.work_id].append(row.recording)
    questions.attach([recording for some in found.values() for recording in some], "restrictions")
    return found


@Question
def listed(viewer: Viewer, at: datetime, keys: Sequence[int]) -> QuerySet[WorkRecording]:
    met = Recording.objects.listed_to(viewer, at).filter(pk=OuterRef("recording")).order_by()
    rows = WorkRecording.objects.filter(Exists(met), work__in=keys)
    return rows.select_related("recording__rendition_set")


def _subtitle_languages(recordings: list[Recording], viewer: Viewer, at: datetime) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for recording, language in readable(viewer, at=at, keys=[recording.pk for recording in recordings]):
        found[recording].add(language)
    return found


@Question
def readable(viewer: Viewer, at: datetime, keys: Sequence[int]) -> QuerySet[Track, tuple[int, str]]:
    tracks = Track.objects.listed_to(viewer, at).published().filter(recording__in=keys)
    return tracks.order_by().values_list("recording_id", "language")
