"""The admin's page on what changed from one revision of a track to another, cue by cue."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from archive.admin.gate import key
from archive.languages import digits
from subtitles import comparing, timing
from subtitles.admin.pages import CUES_ON_A_PAGE, TrackView
from subtitles.comparing import Change, Compared, Pieces
from subtitles.cuelike import Named, Timed
from subtitles.models import Cue, Revision
from subtitles.webvtt import cuetext
from subtitles.webvtt.languages import Span, language_of

CHANGE_NAMES = {
    Change.REWORDED: gettext_lazy("Reworded"),
    Change.RETIMED: gettext_lazy("Retimed"),
    Change.PLACED: gettext_lazy("Moved on the screen"),
    Change.ADDED: gettext_lazy("Added"),
    Change.GONE: gettext_lazy("Gone"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A cue on both sides: its changes by name, its times as they are written, its text in pieces.

    `before_in` and `after_in` have the language of either side and which way it is read.
    """

    changes: list[str]
    times: list[str]
    before: Pieces
    after: Pieces
    before_in: Span
    after_in: Span


class ComparePage(TrackView):
    """`?after=` and `?before=` are numbers of revisions: by default the newest, and the one before it; `?all=1` shows
    what is the same as well."""

    template_name = "subtitles/compare.html"
    page_title = gettext_lazy("What changed")

    @cached_property
    def revisions(self) -> list[Revision]:
        """All of the track, the newest first."""
        return list(self.track.revisions.only("pk", "number", "track_id", "created_at", "note"))

    @cached_property
    def after(self) -> Revision | None:
        return self._numbered("after") or next(iter(self.revisions), None)

    @cached_property
    def before(self) -> Revision | None:
        earlier = (each for each in self.revisions if self.after and each.number < self.after.number)
        return self._numbered("before") or next(earlier, None)

    def _numbered(self, name: str) -> Revision | None:
        number = key(self.request.GET.get(name, ""))
        return next((each for each in self.revisions if each.number == number), None)

    def get_page_title(self) -> str:
        return str(self.page_title)

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        every = bool(self.request.GET.get("all"))
        compared = comparing.compare(_cues(self.before), _cues(self.after)) if self.before else []
        counted = Counter(change for each in compared for change in each.changes)
        shown = compared if every else [each for each in compared if each.changes]
        page = Paginator(shown, CUES_ON_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            revisions=self.revisions,
            before=self.before,
            after=self.after,
            counts=[(str(name), digits(counted[change])) for change, name in CHANGE_NAMES.items() if counted[change]],
            every=every,
            compared=page,
            rows=[_row(each, self.track.language) for each in page],
            elided_page_range=page.paginator.get_elided_page_range(page.number),
            **kwargs,
        )


def _cues(revision: Revision | None) -> list[Cue]:
    return list(revision.cues.defer("words")) if revision else []


def _row(compared: Compared, language: str) -> Row:
    was, now = compared.before, compared.after
    pieces = in_pieces(was.payload, now.payload) if was and now else _alone(was, now)
    changes = [str(CHANGE_NAMES[change]) for change in compared.changes]
    tags = [Span("", language_of(cue.payload, language) if cue else language) for cue in (was, now)]
    return Row(changes, times(was, now), *pieces, *tags)


def _alone(was: Named | None, now: Named | None) -> tuple[Pieces, Pieces]:
    return [(was.text if was else "", False)], [(now.text if now else "", False)]


def in_pieces(was: str, now: str) -> tuple[Pieces, Pieces]:
    """Two payloads as they are read; where only tags differ, what is read is the same and the tags are shown."""
    before, after = cuetext.plain_text(was), cuetext.plain_text(now)
    return comparing.words(was, now) if before == after and was != now else comparing.words(before, after)


def times(was: Timed | None, now: Timed | None) -> list[str]:
    """From and to; both of both where the cue was retimed."""
    written = [f"{timing.as_vtt(cue.start_ms)} – {timing.as_vtt(cue.end_ms)}" for cue in (was, now) if cue]
    return list(dict.fromkeys(written))
