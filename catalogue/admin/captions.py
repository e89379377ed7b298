"""Which captions works must have before they go public, what is public without, and exceptions with their reasons."""

from collections.abc import Iterable

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from archive import access
from archive.access import Level
from archive.admin.addresses import page_url
from archive.admin.gate import ArchivistsOnly, Context, Value, member
from archive.admin.panels import Panel, Thing
from archive.admin.viewsets import ArchiveViewSet
from archive.languages import CHOICES, name
from archive.models import Recording
from catalogue import captions
from catalogue.captions import UNSAID, Lack
from catalogue.models import CaptionExemption, CaptionRequirement, Kind, RadioSeries

PERMISSION = "catalogue.change_captionrequirement"
# What a scope is called in the form: every work, works of a kind, the programmes of a series.
ALL, KIND, SERIES = "all", "kind:", "series:"
SHOWN = 200  # recordings on one page


class RequirementForm(forms.ModelForm[CaptionRequirement]):
    scope = forms.ChoiceField(label=gettext_lazy("For"))
    spoken = forms.BooleanField(label=gettext_lazy("In the language that is spoken"), required=False)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("And in these languages"),
        choices=CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    field_order = ["scope", "spoken", "languages"]

    class Meta:
        model = CaptionRequirement
        fields = ["spoken", "languages"]

    def offer(self, series: Iterable[RadioSeries]) -> None:
        """What may be chosen: all works, works of a kind, the programmes of one of these series."""
        field = self.fields["scope"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [
            (ALL, _("All works")),
            *((f"{KIND}{kind}", label) for kind, label in Kind.choices if kind != Kind.BOOK),
            *((f"{SERIES}{one.pk}", f"{Kind.RADIO_SERIES.label}: {one}") for one in series),
        ]
        ours = self.instance
        if ours.pk and (ours.series_id or ours.kind):
            field.initial = f"{SERIES}{ours.series_id}" if ours.series_id else f"{KIND}{ours.kind}"

    def clean_scope(self) -> str:
        scope: str = self.cleaned_data["scope"]
        kind = scope.removeprefix(KIND) if scope.startswith(KIND) else ""
        series = int(scope.removeprefix(SERIES)) if scope.startswith(SERIES) else None
        if CaptionRequirement.objects.exclude(pk=self.instance.pk).filter(kind=kind, series=series).exists():
            raise forms.ValidationError(_("It is said already what these need; change that."))
        self.instance.kind, self.instance.series_id = kind, series
        return scope


class CaptionsPage(ArchivistsOnly, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    permission_required = PERMISSION
    page_title = gettext_lazy("Captions before publication")
    header_icon = "openquote"
    template_name = "catalogue/admin/captions.html"

    def get_breadcrumbs_items(self) -> list[Context]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Value) -> Context:
        rows = CaptionRequirement.objects.select_related("series").prefetch_related("series__titles")
        lacks = captions.public_without()
        return super().get_context_data(
            requirements=rows,
            lacks=[(lack.recording, _in_words(lack), url(lack.recording)) for lack in lacks[:SHOWN]],
            more=len(lacks) - SHOWN,
            **kwargs,
        )


class RequirementView(ArchivistsOnly, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """`/add/` asks for captions, `/<pk>/` changes what is asked for."""

    permission_required = PERMISSION
    header_icon = "openquote"
    template_name = "catalogue/admin/caption_requirement.html"
    form_class = RequirementForm

    @cached_property
    def requirement(self) -> CaptionRequirement | None:
        return get_object_or_404(CaptionRequirement, pk=self.kwargs["pk"]) if "pk" in self.kwargs else None

    def get_page_title(self) -> str:
        return str(self.requirement) if self.requirement else _("Ask for captions")

    def get_breadcrumbs_items(self) -> list[Context]:
        index = {"url": reverse("captions:index"), "label": CaptionsPage.page_title}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]

    def get_form_kwargs(self) -> Context:
        return {**super().get_form_kwargs(), "instance": self.requirement or CaptionRequirement()}

    def get_form(self, form_class: type[RequirementForm] | None = None) -> RequirementForm:
        form: RequirementForm = super().get_form(form_class)
        form.offer(RadioSeries.objects.visible_to(access.viewer(self.request)).prefetch_related("titles"))
        return form

    def form_valid(self, form: RequirementForm) -> HttpResponse:
        form.save()
        messages.success(self.request, _("Saved. It counts for what goes public from now on; what is public stays."))
        return redirect("captions:index")

    def get_context_data(self, **kwargs: Value) -> Context:
        return super().get_context_data(requirement=self.requirement, **kwargs)


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for nothing there any more."""
    rows = CaptionRequirement.objects.all() if request.user.has_perm(PERMISSION) else CaptionRequirement.objects.none()
    get_object_or_404(rows, pk=pk).delete()
    messages.success(request, _("These captions are not asked for any more."))
    return redirect("captions:index")


class ExemptionForm(forms.Form):
    because = forms.CharField(
        max_length=500,
        label=gettext_lazy("Why it needs no captions"),
        help_text=gettext_lazy("Such as: a silent film; music without words."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class RecordingCaptionsView(ArchivistsOnly, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """What one recording lacks before it may go out, and the exception from that."""

    permission_required = PERMISSION
    page_title = gettext_lazy("Captions before publication")
    header_icon = "openquote"
    template_name = "catalogue/admin/recording_captions.html"
    form_class = ExemptionForm

    def dispatch(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponseBase:
        things = Recording.objects.visible_to(access.viewer(request))
        self.recording: Recording = get_object_or_404(things, pk=self.kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[Context]:
        recording = {"url": page_url(self.recording), "label": str(self.recording)}
        return [*self.breadcrumbs_items, recording, {"url": "", "label": self.page_title}]

    def get_initial(self) -> Context:
        ours = _exemption(self.recording)
        return {"because": ours.because} if ours else {}

    def form_valid(self, form: ExemptionForm) -> HttpResponse:
        captions.exempt(self.recording, form.cleaned_data["because"], member(self.request))
        messages.success(self.request, _("It may go out without captions; the reason is kept."))
        return HttpResponseRedirect(page_url(self.recording))

    def get_context_data(self, **kwargs: Value) -> Context:
        return super().get_context_data(**_said_of(self.recording), **kwargs)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for captions of a recording again."""
    if access.viewer(request).level < Level.ARCHIVIST or not request.user.has_perm(PERMISSION):
        return redirect("captions:recording", pk)
    recording = get_object_or_404(Recording.objects.visible_to(access.viewer(request)), pk=pk)
    if captions.take_back(recording, member(request)):
        messages.success(request, _("Captions are asked for again. If it is public it stays so."))
    return redirect("captions:recording", pk)


def url(recording: Recording) -> str:
    return reverse("captions:recording", args=[recording.pk])


def _said_of(recording: Recording) -> Context:
    lack = captions.lack_of(recording)
    return {
        "recording": recording,
        "lacks": _in_words(lack) if lack else [],
        "exemption": _exemption(recording),
        "captions_url": url(recording),
    }


def _exemption(recording: Recording) -> CaptionExemption | None:
    return CaptionExemption.objects.filter(recording=recording).first()


def _in_words(lack: Lack) -> list[str]:
    said = {UNSAID: _("the spoken language, which is not said")}
    return [said.get(language) or name(language) for language in lack.languages]


def captions_of(request: HttpRequest, thing: Thing) -> dict[str, object] | None:
    """For the page about a recording, where captions are asked for or were excused."""
    if not isinstance(thing, Recording) or access.viewer(request).level < Level.ARCHIVIST:
        return None
    said = _said_of(thing)
    return said if said["lacks"] or said["exemption"] else None


PANEL = Panel(
    "captions", CaptionsPage.page_title, "catalogue/admin/captions_panel.html", captions_of, "openquote", order=12
)


class CaptionsViewSet(ArchiveViewSet):
    name = "captions"
    icon = "openquote"
    menu_label = gettext_lazy("Captions before publication")
    menu_hook = "register_settings_menu_item"
    permission = PERMISSION

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", CaptionsPage.as_view(), name="index"),
            path("add/", RequirementView.as_view(), name="add"),
            path("<int:pk>/", RequirementView.as_view(), name="edit"),
            path("<int:pk>/delete/", delete, name="delete"),
            path("recordings/<int:pk>/", RecordingCaptionsView.as_view(), name="recording"),
            path("recordings/<int:pk>/ask/", take_back, name="ask"),
        ]
