"""The admin's pages about one track and about one revision of it."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button, HeaderButton

from archive import access, translating
from archive.access import Level
from archive.admin.gate import Gated
from archive.languages import digits
from archive.listening import recognisers
from subtitles import effects, reviewing, timing
from subtitles.admin import outcomes, unsure
from subtitles.admin.reach import met, workable
from subtitles.comparing import Pieces
from subtitles.formats import WRITTEN
from subtitles.models import Cue, Revision, SourceFile, Track
from subtitles.pairing import pair
from subtitles.webvtt import voices
from subtitles.webvtt.languages import as_html
from subtitles.workbench.rows import name_of

CUES_ON_A_PAGE = 100
MOST_ROWS = 1000


def tracks_crumb() -> dict[str, object]:
    """The way back to the list of all tracks."""
    return {"url": reverse("tracks:index"), "label": _("Subtitles")}


class TrackView(Gated, WagtailAdminTemplateMixin, TemplateView):
    model = Track
    any_permission_required = ["view", "change"]
    header_icon = "openquote"

    @cached_property
    def track(self) -> Track:
        return get_object_or_404(self.tracks(), pk=self.kwargs["pk"])

    def tracks(self) -> QuerySet[Track]:
        return self.within().select_related("recording", "published_revision")

    def within(self) -> QuerySet[Track]:
        """Those that she meets; on a page where she does something, those that she may work on."""
        return workable(self.request) if self.permission_required in {"change", "add"} else met(self.request)

    @property
    def is_invited(self) -> bool:
        """She works on what is assigned to her and meets no version of a track by itself."""
        return access.viewer(self.request).level < Level.TRANSLATOR

    def may(self, permission: str) -> bool:
        """Whether she may do this to the track at hand."""
        return self.user_has_permission(permission) and (permission == "view" or self._is_workable)

    @cached_property
    def _is_workable(self) -> bool:
        return workable(self.request).filter(pk=self.track.pk).exists()

    def get_page_title(self) -> str:
        return str(self.track)

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        page = {"url": reverse("tracks:page", args=[self.track.pk]), "label": str(self.track)}
        return [*self.breadcrumbs_items, tracks_crumb(), page]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        may_change = self.may("change")
        return super().get_context_data(
            track=self.track, may_change=may_change, formats=WRITTEN, is_invited=self.is_invited, **kwargs
        )


class TrackPage(TrackView):
    """A track's history: every revision, and which of them the public sees."""

    template_name = "subtitles/track.html"

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.may("change"):
            return []
        bench = reverse("tracks:workbench", args=[self.track.pk])
        return [HeaderButton(_("Work on the cues"), url=bench, icon_name="openquote")]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """In a menu: beside the title of a track there is room for one button, on a phone for no more."""
        made = []
        if self.may("change") and not self.is_invited:
            made.append((_("Edit the track"), reverse("tracks:edit", args=[self.track.pk]), "edit"))
        if self.may("add"):
            made += [(label, f"{reverse(name)}?track={self.track.pk}", icon) for label, name, icon in self._ways_in()]
        return [Button(label, url=url, icon_name=icon, priority=at) for at, (label, url, icon) in enumerate(made)]

    def _ways_in(self) -> list[tuple[str, str, str]]:
        """How a new revision comes to be."""
        ways = [
            (_("Import a new revision"), "tracks:import", "upload"),
            (_("Paste the manuscript"), "tracks:align", "pilcrow"),
        ]
        if recognisers.configured():
            ways.append((_("Transcribe"), "tracks:transcribe", "comment"))
        if translating.configured():
            ways.append((_("Translate by a machine"), "tracks:translate", "globe"))
        return ways

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        # Counting groups the rows, and grouped rows lose the order the model gives them.
        revisions = self.track.revisions.annotate(cue_count=Count("cues")).order_by("-number")
        assigned = self.track.assignments.open().select_related("person")
        return super().get_context_data(
            revisions=list(revisions.select_related("created_by").defer("blocks")),
            assigned=[(each, name_of(each.person)) for each in assigned],
            **kwargs,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A cue of a track in a language, its times as they are written, and the cues beside it of a track in another.

    `pieces` is its text in order, each piece with whether a machine was unsure of it; none where it was unsure of none.
    """

    cue: Cue
    language: str
    start: str
    end: str
    beside: list[Cue]
    language_beside: str
    pieces: Pieces

    @property
    def text(self) -> SafeString:
        return SafeString(as_html(self.cue.payload, self.language))

    @property
    def labels(self) -> list[str]:
        """What the track calls those who speak."""
        return list(voices.labels(self.cue.payload))

    @property
    def texts_beside(self) -> list[SafeString]:
        return [SafeString(as_html(cue.payload, self.language_beside)) for cue in self.beside]


class RevisionView(TrackView):
    """A page about one revision, found by its own key."""

    @cached_property
    def revision(self) -> Revision:
        revisions = Revision.objects.filter(track__in=self.within()).select_related("created_by")
        return get_object_or_404(revisions, pk=self.kwargs["pk"])

    @cached_property
    def track(self) -> Track:
        track: Track = self.tracks().get(pk=self.revision.track_id)
        return track

    @cached_property
    def others(self) -> list[Track]:
        """The recording's other tracks that hold anything."""
        tracks = self.tracks().filter(recording=self.track.recording, revisions__isnull=False)
        return list(tracks.exclude(pk=self.track.pk).distinct().order_by("language", "pk"))

    @cached_property
    def beside(self) -> Track | None:
        """The one of them that `?with=` names."""
        return next((track for track in self.others if str(track.pk) == self.request.GET.get("with")), None)

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        here = _("Revision %(number)s") % {"number": digits(self.revision.number)}
        page: dict[str, object] = {"url": reverse("tracks:revision", args=[self.revision.pk]), "label": here}
        return [*super().get_breadcrumbs_items(), page]


class RevisionPage(RevisionView):
    """What one revision holds and what was dropped on the way in; `?with=` sets another track beside it."""

    template_name = "subtitles/revision.html"

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        *above, here = super().get_breadcrumbs_items()
        return [*above, {**here, "url": ""}]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        found, proof = (reverse(f"tracks:{name}", args=[self.revision.pk]) for name in ("findings", "proof"))
        return [
            HeaderButton(_("What the rules find"), url=found, icon_name="clipboard-list"),
            HeaderButton(_("Proof-read in Word"), url=proof, icon_name="doc-full"),
        ]

    @cached_property
    def sure_from(self) -> float:
        """How sure a machine must have been of a word for it not to be marked, from 0 to 1."""
        return reviewing.rules_of(self.track).of(self.track.language).unsure / 100

    @property
    def may_confirm(self) -> bool:
        return self.may("add") and not self.track.revisions.filter(number__gt=self.revision.number).exists()

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        cues = Paginator(self.revision.cues.all(), CUES_ON_A_PAGE).get_page(self.request.GET.get("p"))
        report, rows = self.revision.report, self._rows(cues)
        unchecked = self.revision.cues.filter(machine=True).count()
        return super().get_context_data(
            revision=self.revision,
            effect=effects.of_revision(self.revision) if not self.revision.is_published else None,
            dropped=outcomes.shown(report[:MOST_ROWS]),
            mended=outcomes.shown(self.revision.mended[:MOST_ROWS]),
            dropped_count=len(report),
            most_rows=MOST_ROWS,
            guesses=outcomes.asked(self.revision.open_guesses),
            may_decide=may_decide(self.revision) and self.may("add"),
            others=self.others,
            beside=self.beside,
            cues=cues,
            rows=rows,
            unchecked=unchecked,
            has_unsure=any(is_unsure for row in rows for _text, is_unsure in row.pieces),
            may_confirm=bool(unchecked) and self.may_confirm,
            elided_page_range=cues.paginator.get_elided_page_range(cues.number),
            **kwargs,
        )

    def _rows(self, page: Page[Cue]) -> list[Row]:
        cues = list(page)
        other = newest(self.beside) if self.beside else []
        ours, theirs = self.track.language, self.beside.language if self.beside else ""
        return [
            Row(cue, ours, *_times(cue), [other[each] for each in indices], theirs, unsure.pieces(cue, self.sure_from))
            for cue, indices in zip(cues, pair(cues, other), strict=True)
        ]


def may_decide(revision: Revision) -> bool:
    """Whether what is open about its file can be decided still: the file is there."""
    return bool(revision.open_guesses) and SourceFile.objects.filter(revision=revision).exists()


def _times(cue: Cue) -> tuple[str, str]:
    return timing.as_vtt(cue.start_ms), timing.as_vtt(cue.end_ms)


def newest(track: Track) -> list[Cue]:
    """The cues to compare with: what is published, or else what was saved last."""
    revision = track.published_revision or track.revisions.first()
    return list(revision.cues.all()) if revision else []
