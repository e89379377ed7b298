"""Have a recogniser write down what is said: the form, and the page about what came of it."""

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.access import Layer
from archive.admin.gate import member
from archive.languages import CHOICES
from archive.listening import recognisers
from subtitles import transcribing
from subtitles.admin.asking import AskView, ProgressPage
from subtitles.models import Track, Transcription


class TranscribeForm(forms.Form):
    """In which language what is to be written down is said, and who is to do it."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=[("", "–"), *CHOICES])
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Track.Kind.choices, initial=Track.Kind.SUBTITLES)
    recogniser = forms.ChoiceField(label=gettext_lazy("Recogniser"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["recogniser"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(each.name, _described(each)) for each in recognisers.configured().values()]


def _described(recogniser: recognisers.Recogniser) -> str:
    """Where the sound goes is what a member has to know."""
    if recogniser.leaves_the_house:
        return _("%(tool)s: the sound is sent there") % {"tool": recogniser.tool}
    return _("%(tool)s: a program on this server") % {"tool": recogniser.tool}


class TranscribeView(AskView):
    """Of a recording that she may hear: what is written down is what was said in it."""

    layer = Layer.SOUND
    page_title = gettext_lazy("Transcribe")
    header_icon = "comment"
    template_name = "subtitles/transcribe.html"
    form_class = TranscribeForm
    page_name = "tracks:transcription"
    button = gettext_lazy("Write down what is said")

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not recognisers.configured():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def ask(self, given: dict[str, object]) -> Transcription:
        asked, _job = transcribing.ask(
            self.recording,
            str(given["language"]),
            str(given["recogniser"]),
            by=member(self.request),
            kind=str(given["kind"]),
            track=self.track,
        )
        return asked


class TranscriptionPage(ProgressPage):
    """How far a recogniser has come with a recording."""

    of = Transcription
    job_kind = transcribing.KIND
    unread = ("heard",)
    header_icon = "comment"
    template_name = "subtitles/transcription.html"

    def get_page_title(self) -> str:
        return _("Transcription: %(recording)s") % {"recording": self.asked.recording}
