"""The form about what a track is: its language, kind and label, whose work comes to it, and its recording."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from archive import access
from archive.access import Layer
from archive.admin.gate import member
from archive.languages import CHOICES
from archive.models import Recording
from subtitles import editing
from subtitles.admin.forms import ChoosesRecording, RecordingField
from subtitles.admin.pages import TrackView
from subtitles.exceptions import TrackExists
from subtitles.models import Track


class EditForm(ChoosesRecording):
    """What a track is said to be. It may be moved to any recording whose words one may see."""

    layer = Layer.WORDS

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=CHOICES)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Track.Kind.choices)
    label = forms.CharField(
        label=gettext_lazy("Label"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("What a player's menu calls it; empty, the name of the language."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    by_machine = forms.BooleanField(
        label=gettext_lazy("For what machines make"),
        required=False,
        help_text=gettext_lazy(
            "What a machine makes comes here by itself. Every version keeps its own origin for ever."
        ),
    )
    recording = RecordingField(
        label=gettext_lazy("Recording"),
        queryset=Recording.objects.none(),
        help_text=gettext_lazy(
            "In another recording it is read by whoever may read that one's words. All versions go with it, and it is "
            "taken from the public until you publish it there."
        ),
    )


class EditView(TrackView, FormView):
    permission_required = "change"
    template_name = "subtitles/edit.html"
    form_class = EditForm
    page_title = gettext_lazy("Edit the track")

    @cached_property
    def sought(self) -> str:
        """What the title of the recording is to hold, as it was typed above the form."""
        return self.request.GET.get("q", "").strip()

    def get_initial(self) -> dict[str, object]:
        names = ("recording", "language", "kind", "label", "by_machine")
        return {name: getattr(self.track, "recording_id" if name == "recording" else name) for name in names}

    def get_form_kwargs(self) -> dict[str, object]:
        return {**super().get_form_kwargs(), "viewer": access.viewer(self.request), "sought": self.sought}

    def form_valid(self, form: EditForm) -> HttpResponse:
        was_published = self.track.published_revision_id is not None
        try:
            edited = editing.edit(self.track, **form.cleaned_data, by=member(self.request))
        except TrackExists:
            form.add_error(None, _("The recording has a track of this language, kind and label already."))
            return self.form_invalid(form)
        messages.success(self.request, _("The track was saved."))
        if was_published and not edited.published_revision_id:
            messages.warning(self.request, _("The public does not see this track any more. All revisions are kept."))
        return redirect("tracks:page", edited.pk)

    def get_page_title(self) -> str:
        return str(self.page_title)

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(
            sought=self.sought,
            action_url=self.request.get_full_path(),
            submit_button_label=_("Save"),
            submit_button_active_label=_("Saving…"),
            **kwargs,
        )
