"""Jobs on the screen: the list, their state as JSON for whoever watches, and the two buttons."""

from collections.abc import Iterable
from typing import cast

import django_filters
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import IndexView

from archive import moment
from archive.admin.gate import ArchivistsOnly, key
from archive.admin.job_subjects import Subject, subjects_of
from archive.admin.watching import as_json, state_url
from archive.exceptions import TargetGone
from archive.jobs import kinds, plan
from archive.jobs.kinds import UnknownKindError
from archive.languages import digits
from archive.models import Job

MOST_WATCHED = 200
LTR = "\u200e"  # keeps a minus before its number where one reads from right to left

Context = dict[str, object]


@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """The state of the jobs named by `?id=`, for those who may see jobs."""
    if not request.user.has_perm("archive.view_job"):
        return JsonResponse({"jobs": []}, status=403)
    ids = [key(text) for text in request.GET.getlist("id")][:MOST_WATCHED]
    return JsonResponse({"jobs": [as_json(job) for job in Job.objects.filter(pk__in=ids).order_by("pk")]})


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("archive.change_job"):
        return permission_denied(request)
    plan.cancel(get_object_or_404(Job, pk=pk))
    messages.success(request, _("The job was called off."))
    return _back(request)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("archive.change_job"):
        return permission_denied(request)
    try:
        plan.again(get_object_or_404(Job, pk=pk), request.user)  # type: ignore[arg-type]
    except (TargetGone, UnknownKindError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The job will run again."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(get_valid_next_url_from_request(request) or reverse("jobs:index"))


class LiveColumn(Column):
    """State, progress and buttons of a job, kept fresh by js/admin-jobs.js."""

    cell_template_name = "archive/cells/job.html"


class TargetColumn(Column):
    """What a job is about, said by `job_subjects`."""

    cell_template_name = "archive/cells/link.html"

    def get_cell_context_data(self, instance: Job, parent_context: Context) -> Context:
        context: Context = super().get_cell_context_data(instance, parent_context)
        about = cast(Subject, context["value"])
        return {**context, "value": about.text, "url": about.url}


class ParentColumn(Column):
    """The job that planned this one, by its number."""

    cell_template_name = "archive/cells/parent.html"


def kinds_there_are() -> list[tuple[str, str]]:
    """Every kind of work by its name: those that this version knows, and those of which there are jobs."""
    known = kinds.labels()
    codes = {*known, *Job.objects.order_by().values_list("kind", flat=True).distinct()}
    return sorted(((code, known.get(code, code)) for code in codes), key=lambda pair: pair[1])


class JobFilters(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(choices=Job.State.choices, label=gettext_lazy("State"))
    kind = django_filters.MultipleChoiceFilter(choices=kinds_there_are, label=gettext_lazy("Task"))
    number = django_filters.NumberFilter(field_name="pk", label=gettext_lazy("Number"))
    parent = django_filters.NumberFilter(field_name="parent", label=gettext_lazy("Part of job"))

    class Meta:
        model = Job
        fields = ["state", "kind", "number", "parent"]


class JobIndex(ArchivistsOnly, IndexView):
    """All jobs, newest first."""

    model = Job
    page_title = gettext_lazy("Jobs")
    header_icon = "cogs"
    any_permission_required = ["view"]
    template_name = "archive/jobs.html"
    results_template_name = "archive/jobs_results.html"
    index_url_name = "jobs:index"
    index_results_url_name = "jobs:index_results"
    filterset_class = JobFilters
    default_ordering = "-pk"
    paginate_by = 30

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column("pk", label=gettext_lazy("Number"), accessor=lambda job: digits(job.pk)),
            TargetColumn("about", label=gettext_lazy("About"), accessor=lambda job: self.subjects[job.pk]),
            Column("kind", label=gettext_lazy("Task"), accessor=lambda job: kinds.label(job.kind)),
            LiveColumn("state", label=gettext_lazy("State")),
            Column("attempts", label=gettext_lazy("Attempts"), accessor=lambda job: digits(job.attempts)),
            Column("priority", label=gettext_lazy("Priority"), accessor=lambda job: LTR + digits(job.priority)),
            ParentColumn("parent_id", label=gettext_lazy("Part of")),
            Column("created_at", label=gettext_lazy("Planned"), accessor=lambda job: moment.brief(job.created_at)),
            Column("not_before", label=gettext_lazy("Due at"), accessor=_due_at),
        ]

    def get_context_data(self, **kwargs: object) -> Context:
        context: Context = super().get_context_data(**kwargs)
        jobs = list(cast(Iterable[Job], context["object_list"]))
        self.subjects = dict(zip((job.pk for job in jobs), subjects_of(jobs, self.request.user), strict=True))
        return {**context, "state_url": state_url(job for job in jobs if job.is_open)}


def _due_at(job: Job) -> str:
    """When a job that failed is tried again; "" for one that waits for nothing but its turn."""
    return moment.brief(job.not_before) if job.not_before and job.is_open else ""
