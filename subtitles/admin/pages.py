"""The admin's pages about one track and about one revision of it."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from archive.admin.gate import Gated
from subtitles import timing
from subtitles.admin import dropped
from subtitles.formats import FORMATS
from subtitles.models import Cue, Revision, Track
from subtitles.pairing import pair

CUES_ON_A_PAGE = 100


class TrackView(Gated, WagtailAdminTemplateMixin, TemplateView):
    model = Track
    any_permission_required = ["view", "change"]
    header_icon = "openquote"

    @cached_property
    def track(self) -> Track:
        return get_object_or_404(self.tracks(), pk=self.kwargs["pk"])

    def tracks(self) -> QuerySet[Track]:
        return self.things().select_related("recording", "published_revision")

    def get_page_title(self) -> str:
        return str(self.track)

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        index = {"url": reverse("tracks:index"), "label": _("Subtitles")}
        page = {"url": reverse("tracks:page", args=[self.track.pk]), "label": str(self.track)}
        return [*self.breadcrumbs_items, index, page]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        may_change = self.user_has_permission("change")
        return super().get_context_data(track=self.track, may_change=may_change, formats=FORMATS, **kwargs)


class TrackPage(TrackView):
    """A track's history: every revision, and which of them the public sees."""

    template_name = "subtitles/track.html"

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.user_has_permission("add"):
            return []
        url = f"{reverse('tracks:import')}?track={self.track.pk}"
        return [HeaderButton(_("Import a new revision"), url=url, icon_name="upload")]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        # Counting groups the rows, and grouped rows lose the order the model gives them.
        revisions = self.track.revisions.annotate(cue_count=Count("cues")).order_by("-number")
        return super().get_context_data(
            revisions=list(revisions.select_related("created_by").defer("blocks")), **kwargs
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A cue, its times as they are written, and the cues that stand beside it in another track."""

    cue: Cue
    start: str
    end: str
    beside: list[Cue]


class RevisionPage(TrackView):
    """What one revision holds and what was dropped on the way in; `?with=` sets another track beside it."""

    template_name = "subtitles/revision.html"

    @cached_property
    def revision(self) -> Revision:
        revisions = Revision.objects.filter(track__in=self.things()).select_related("created_by")
        return get_object_or_404(revisions, pk=self.kwargs["pk"])

    @cached_property
    def track(self) -> Track:
        track: Track = self.tracks().get(pk=self.revision.track_id)
        return track

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        here = _("Revision %(number)s") % {"number": self.revision.number}
        return [*super().get_breadcrumbs_items(), {"url": "", "label": here}]

    @cached_property
    def others(self) -> list[Track]:
        """The recording's other tracks that hold anything."""
        tracks = self.tracks().filter(recording=self.track.recording, revisions__isnull=False)
        return list(tracks.exclude(pk=self.track.pk).distinct().order_by("language", "pk"))

    @cached_property
    def beside(self) -> Track | None:
        return next((track for track in self.others if str(track.pk) == self.request.GET.get("with")), None)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        cues = Paginator(self.revision.cues.all(), CUES_ON_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            revision=self.revision,
            dropped=dropped.explained(self.revision.report),
            others=self.others,
            beside=self.beside,
            cues=cues,
            rows=self._rows(cues),
            elided_page_range=cues.paginator.get_elided_page_range(cues.number),
            **kwargs,
        )

    def _rows(self, page: Page[Cue]) -> list[Row]:
        cues = list(page)
        other = newest(self.beside) if self.beside else []
        return [
            Row(cue, timing.as_vtt(cue.start_ms), timing.as_vtt(cue.end_ms), [other[index] for index in indices])
            for cue, indices in zip(cues, pair(cues, other), strict=True)
        ]


def newest(track: Track) -> list[Cue]:
    """The cues to compare with: what is published, or else what was saved last."""
    revision = track.published_revision or track.revisions.first()
    return list(revision.cues.all()) if revision else []
