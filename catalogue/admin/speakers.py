"""The admin's pages of the speakers of a recording, and of all that one person says."""

from collections import defaultdict
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from archive import access, timecode
from archive.admin.addresses import page_url, rule_url
from archive.admin.gate import ArchivistsOnly, Context, member
from archive.admin.panels import Panel, Thing
from archive.models import Recording
from catalogue import speaking
from catalogue.models import Authority, Person
from catalogue.speaking import Decision
from subtitles.models import Speaker, Track
from subtitles.speaking import voiced
from subtitles.webvtt import voices

SHOWN = 500  # cues on one page


class SpeakerForm(forms.Form):
    """What a reader meets in the place of one label."""

    shown_as = forms.ChoiceField(choices=Speaker.ShownAs.choices, label=gettext_lazy("Readers meet"))
    name = forms.CharField(max_length=120, required=False, label=gettext_lazy("Name for readers"))
    person = forms.ModelChoiceField(
        Authority.objects.none(), required=False, label=gettext_lazy("Person"), empty_label=gettext_lazy("Not said")
    )
    same_as = forms.ModelChoiceField(
        Speaker.objects.none(),
        required=False,
        label=gettext_lazy("The same as"),
        empty_label=gettext_lazy("No other speaker"),
    )

    def __init__(self, speaker: Speaker, request: HttpRequest, heard: str) -> None:
        link = getattr(speaker, "person_link", None)
        said = {"shown_as": speaker.shown_as, "name": speaker.name, "same_as": speaker.same_as_id}
        initial = {**said, "person": link.authority_id if link else None}
        data = request.POST if request.method == "POST" else None
        super().__init__(data, initial=initial, prefix=str(speaker.pk))
        self.speaker, self.heard = speaker, heard
        self._field("person").queryset = speaking.to_choose_from(speaker.recording, access.viewer(request))
        others = Speaker.objects.filter(recording=speaker.recording_id, same_as=None).exclude(pk=speaker.pk)
        self._field("same_as").queryset = others
        self.fields["name"].widget.attrs["dir"] = "auto"

    def _field(self, name: str) -> forms.ModelChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        return field

    def clean(self) -> dict[str, object]:
        said: dict[str, object] = super().clean() or {}
        if said.get("shown_as") == Speaker.ShownAs.NAME and not said.get("name"):
            self.add_error("name", _("Write the name that readers meet, or choose a voice without a name."))
        if said.get("shown_as") == Speaker.ShownAs.PERSON and not said.get("person"):
            self.add_error("person", _("Choose the person whose name readers meet."))
        return said

    def decision(self) -> Decision:
        said = self.cleaned_data
        person, same_as = said["person"], said["same_as"]
        return Decision(said["shown_as"], said["name"], same_as and same_as.pk, person and person.pk)


class SpeakersView(ArchivistsOnly, WagtailAdminTemplateMixin, TemplateView):
    """Who is heard in a recording, and under which names; what is decided here is in force at once."""

    template_name = "catalogue/admin/speakers.html"
    page_title = gettext_lazy("Speakers")
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        things = Recording.objects.visible_to(access.viewer(request))
        self.recording: Recording = get_object_or_404(things, pk=self.kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[Context]:
        recording = {"url": page_url(self.recording), "label": str(self.recording)}
        return [*self.breadcrumbs_items, recording, {"url": "", "label": self.page_title}]

    def forms(self) -> list[SpeakerForm]:
        heard = _heard(self.recording)
        speakers = self.recording.speakers.select_related("person_link", "recording")
        return [SpeakerForm(speaker, self.request, heard.get(speaker.label, "")) for speaker in speakers]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = {"recording": self.recording, "forms": self.forms(), **kwargs}
        return super().get_context_data(**context)

    def post(self, request: HttpRequest, *args: str, **kwargs: object) -> HttpResponse:
        given = self.forms()
        for form in given:
            form.full_clean()  # all of them, so that every mistake is said at once
        if any(form.errors for form in given):
            return self.render_to_response(self.get_context_data(forms=given))
        changed = speaking.decide(
            self.recording, {form.speaker.pk: form.decision() for form in given}, member(request)
        )  # fmt: skip
        words = ngettext("%(count)s speaker was changed.", "%(count)s speakers were changed.", changed)
        messages.success(request, words % {"count": changed})
        return HttpResponseRedirect(request.path)


def _heard(recording: Recording) -> dict[str, str]:
    """By label, how many cues and how long, in each track that names it."""
    found: dict[str, list[str]] = defaultdict(list)
    for track in Track.objects.filter(recording=recording).select_related("published_revision").order_by("pk"):
        spans: dict[str, dict[UUID, int]] = defaultdict(dict)
        for cue in (cue for revision in speaking.in_use(track) for cue in voiced(revision)):
            for label in voices.labels(cue.payload):
                spans[label][cue.uuid] = cue.end_ms - cue.start_ms
        for label, lasted in spans.items():
            count = ngettext("%(count)s cue", "%(count)s cues", len(lasted)) % {"count": len(lasted)}
            found[label].append(f"{track.name}: {count}, {timecode.short(sum(lasted.values()))}")
    return {label: " · ".join(said) for label, said in found.items()}


class SaidView(ArchivistsOnly, WagtailAdminTemplateMixin, TemplateView):
    """All that a person says in the tracks of the archive, whatever readers meet in the place of her name."""

    template_name = "catalogue/admin/said.html"
    page_title = gettext_lazy("What she or he says")
    header_icon = "openquote"

    @cached_property
    def name(self) -> Authority:
        names = Authority.objects.visible_to(access.viewer(self.request)).filter(kind=Person.of_kind.code)
        return get_object_or_404(names, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[Context]:
        person = {"url": rule_url(self.name), "label": str(self.name)}
        return [*self.breadcrumbs_items, person, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        found = list(speaking.said_by(self.name, access.viewer(self.request)))
        shown = [(said, timecode.short(said.cue.start_ms)) for said in found[:SHOWN]]
        return super().get_context_data(
            name=self.name, said=shown, heard=in_words(found), more=len(found) - SHOWN, **kwargs
        )


def in_words(said: list[speaking.Said]) -> str:
    """How many cues in how many recordings, of which the public reads how many."""
    if not said:
        return _("No track says that this person speaks.")
    values = {
        "cues": len(said),
        "recordings": len({one.track.recording_id for one in said}),
        "published": sum(one.is_published for one in said),
    }
    return _("Cues: %(cues)s, in recordings: %(recordings)s; in published tracks: %(published)s.") % values


def said_url(name: Authority) -> str:
    return reverse("catalogue_admin:said", args=[name.pk])


def speakers_of(request: HttpRequest, thing: Thing) -> dict[str, object] | None:
    if not isinstance(thing, Recording) or access.viewer(request).level < access.Level.ARCHIVIST:
        return None
    return {"recording": thing, "speakers": list(thing.speakers.all())}


PANEL = Panel("speakers", gettext_lazy("Speakers"), "catalogue/admin/speakers_panel.html", speakers_of, "group", 55)
