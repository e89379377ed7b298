"""Answers a search: asks the engine which things hold the words, then the gate which of them this viewer may be shown.

The texts come from the database, never from the index, so that nothing is shown that is not published at this moment.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import Exists, OuterRef

from archive.access import Viewer
from archive.languages import LANGUAGES
from archive.models import Recording
from catalogue.models import Kind, Tagged, Work, WorkRecording
from search.answer.asking import LONGEST_QUERY, clauses
from search.answer.facets import facets
from search.answer.highlight import Segment, is_marked, mark
from search.answer.moments import Moments
from search.answer.results import Found, Moment, Results
from search.engines.base import Clause, Group, Page, Query
from search.engines.chosen import engine
from search.index.outbox import unsettled

PAGE_SIZE = 20
MOMENTS = 5
_LATEST_YEAR = 9999


def search(
    text: str,
    viewer: Viewer,
    reader: str,
    *,
    kind: str = "",
    language: str = "",
    year: int | None = None,
    page: int = 1,
    size: int = PAGE_SIZE,
    moments: int = MOMENTS,
) -> Results:
    """One page of what was found for `text`, titles in the best language for someone who reads `reader`.

    `moments` is how many are shown of each recording. A choice that does not exist counts as not made; a page after
    the last is the last. Raises EngineUnavailableError.
    """
    # A terminal may hand over bytes that are no UTF-8; no text holds them, so nothing is lost without them.
    text = text.encode(errors="replace").decode().replace("\0", " ")
    text = " ".join(text.split())[:LONGEST_QUERY]
    asked = clauses(text)
    if not asked:
        return Results(text, asked=False)
    query = Query(
        asked,
        kind=kind if kind in Kind.values else "",
        language=language if language in LANGUAGES else "",
        year=year if year is not None and 0 <= year <= _LATEST_YEAR else None,
        size=size,
        without=unsettled(),
    )
    answer, number = _page(query, page)
    groups = _Shown(answer.groups, asked, viewer, reader, moments).found()
    hidden = len(answer.groups) - len(groups)
    pages = max(1, -(-answer.total // size))
    return Results(text, True, answer.total - hidden, number, pages, groups, facets(answer.facets, text, query))


def _page(query: Query, number: int) -> tuple[Page, int]:
    index = engine()
    number = max(1, number)
    if number > 1:
        total = index.search(replace(query, size=0)).total
        number = min(number, max(1, -(-total // query.size)))
    return index.search(replace(query, page=number)), number


class _Shown:
    """The groups of one page as this viewer is shown them; the same few queries however many there are."""

    def __init__(
        self, groups: Sequence[Group], asked: tuple[Clause, ...], viewer: Viewer, reader: str, most: int
    ) -> None:
        self.groups, self.asked, self.reader, self.most = groups, asked, reader, most
        work_ids = {group.work_id for group in groups}
        self.works = Work.objects.listed_to(viewer).filter(pk__in=work_ids).with_words().in_bulk()
        self.links: dict[int, list[WorkRecording]] = {}
        # The parts that the work's page offers this viewer: a number would tell that there is another one.
        offered = Recording.objects.visible_to(viewer).filter(pk=OuterRef("recording")).order_by()
        for link in WorkRecording.objects.filter(Exists(offered), work__in=work_ids):
            self.links.setdefault(link.work_id, []).append(link)
        self.moments = Moments(groups, asked, viewer, reader)

    def found(self) -> tuple[Found, ...]:
        chosen = [group for group in self.groups if self._allowed(group)]
        urls = {group.item_id: self._url(group) for group in chosen}
        moments = self.moments.of(chosen, urls, self.most)
        return tuple(self._found(group, urls[group.item_id], *moments[group.item_id]) for group in chosen)

    def _allowed(self, group: Group) -> bool:
        if group.work_id not in self.works:
            return False
        return group.recording_id is None or group.recording_id in self.moments.recordings

    def _link(self, group: Group) -> WorkRecording | None:
        links = self.links.get(group.work_id, [])
        return next((link for link in links if link.recording_id == group.recording_id), None)

    def _url(self, group: Group) -> str:
        """The work's page, at this part of it where there are several."""
        url = self.works[group.work_id].get_absolute_url()
        link = self._link(group)
        return f"{url}?part={link.part}" if link and len(self.links[group.work_id]) > 1 else url

    def _found(self, group: Group, url: str, moments: tuple[Moment, ...], more: int) -> Found:
        work, link = self.works[group.work_id], self._link(group)
        recording = self.moments.recordings.get(group.recording_id or 0)
        title = work.title_in(self.reader)
        summary, summary_segments = self._summary(work)
        return Found(
            work=work.slug,
            recording=recording.uuid if recording else None,
            kind=work.get_kind_display(),
            year=work.year,
            stand_in=work.stand_in,
            title=title,
            title_segments=tuple(mark(title.text, title.lang, self.asked)),
            part=link.tagged() if link else None,
            summary=summary,
            summary_segments=summary_segments,
            url=moments[0].line.url if moments else url,
            moments=moments,
            more=more,
        )

    def _summary(self, work: Work) -> tuple[Tagged | None, tuple[Segment, ...]]:
        """The words that say why a work was found, if its texts do; else its summary."""
        summary = work.text_in(self.reader, "summary")
        for tagged in (summary, *(text.tagged() for text in work.texts.all())):
            segments = tuple(mark(tagged.text, tagged.lang, self.asked)) if tagged else ()
            if is_marked(segments):
                return tagged, segments
        return summary, (Segment(summary.text, False),) if summary else ()
