"""The page of the work on one track: how far it has come, who has what of it, what the check finds, what comes next."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button, HeaderButton

from archive import access
from archive.access import Level, Viewer
from archive.timecode import short
from subtitles import flow, stages
from subtitles.admin.pages import TrackView
from subtitles.flow.progress import Measured, Progress
from subtitles.models import Assignment, Revision, Step, Track
from subtitles.workbench.rows import name_of

SHOWN = 20  # places of one kind of finding
STEPS = 50


@dataclass(frozen=True, slots=True)
class Task:
    """What somebody has to do, in words, and how much of it is done."""

    assignment: Assignment
    who: str
    stretch: str
    progress: Progress
    is_late: bool
    is_hers: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the recording something is found, and the workbench at that cue."""

    time: str
    url: str


def stretch_of(assignment: Assignment) -> str:
    if assignment.start_ms is None or assignment.end_ms is None:
        return _("the whole track")
    return f"{short(assignment.start_ms)} – {short(assignment.end_ms)}"


def tasks(track: Track, viewer: Viewer, measured: Measured) -> list[Task]:
    """What is not done yet, what is due first in front."""
    today = timezone.localdate()
    return [
        Task(
            each,
            name_of(each.person),
            stretch_of(each),
            measured.of_assignment(each),
            each.due is not None and each.due < today,
            each.person_id == viewer.user_id,
        )
        for each in track.assignments.open().select_related("person")
    ]


def task_of(track: Track, viewer: Viewer) -> tuple[Assignment, str] | None:
    """What she has to do in the track first, with its stretch in words."""
    first = track.assignments.open().filter(person=viewer.user_id).first()
    return (first, stretch_of(first)) if first else None


def may_review(track: Track, viewer: Viewer) -> bool:
    return Track.objects.filter(pk=track.pk).workable_by(viewer, Assignment.Task.REVIEW).exists()


class WorkPage(TrackView):
    template_name = "subtitles/flow/page.html"
    header_icon = "tasks"

    @cached_property
    def viewer(self) -> Viewer:
        return access.viewer(self.request)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        bench = HeaderButton(
            _("Work on the cues"), url=reverse("tracks:workbench", args=[self.track.pk]), icon_name="openquote"
        )
        return [bench] if self.may("change") else []

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        around = reverse("tracks:project", args=[self.track.recording_id])
        more = [Button(_("All work on the recording"), url=around, icon_name="list-ul", priority=0)]
        if self.viewer.level >= Level.ARCHIVIST:
            assign, divide = (reverse(f"tracks:{name}", args=[self.track.pk]) for name in ("assign", "divide"))
            more.append(Button(_("Assign"), url=assign, icon_name="user", priority=1))
            more.append(Button(_("Divide"), url=divide, icon_name="cut", priority=2))
        return more

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": _("The work on it")}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        sent = flow.sent(self.track)
        measured = Measured(self.track, self.viewer)
        looked_at = sent or (self.track.revisions.first() if "check" in self.request.GET else None)
        return super().get_context_data(
            sent=sent,
            is_behind=sent is not None and stages.is_behind(self.track, sent),
            looked_at=looked_at,
            check=self._check(looked_at) if looked_at else None,
            progress=measured.of(),
            tasks=tasks(self.track, self.viewer, measured),
            steps=[(step, name_of(step.by)) for step in self._steps()],
            may_review=self.may("change") and may_review(self.track, self.viewer),
            may_assign=self.viewer.level >= Level.ARCHIVIST,
            **kwargs,
        )

    def _steps(self) -> list[Step]:
        return list(self.track.steps.select_related("by", "revision")[:STEPS])

    def _check(self, revision: Revision) -> list[tuple[str, int, list[Place]]]:
        """Each kind of what somebody can check who does not know the language, with how many there are and where."""
        found = flow.check(revision, self.viewer)
        places = {cue.start_ms: str(cue.uuid) for cue in revision.cues.order_by("-position").only("start_ms", "uuid")}
        bench = reverse("tracks:workbench", args=[self.track.pk])
        kinds = ((_("Empty"), found.empty), (_("Late"), found.late), (_("Too long to be read"), found.long))
        shown = [
            (name, len(starts), [Place(short(start), f"{bench}?at={places[start]}") for start in starts[:SHOWN]])
            for name, starts in kinds
        ]
        return [*shown, (_("Errors by the rules"), found.errors, [])]
