"""Have a machine translate a track: the form, and the page about what came of it."""

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import translating as machines
from archive.admin.gate import member
from archive.languages import CHOICES
from archive.translating import Translator
from subtitles import translating
from subtitles.admin.asking import AskView, ProgressPage
from subtitles.models import Track, Translation


class TranslateForm(forms.Form):
    """Into which language, as what, and who is to do it."""

    language = forms.ChoiceField(label=gettext_lazy("Into"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Track.Kind.choices, initial=Track.Kind.SUBTITLES)
    translator = forms.ChoiceField(label=gettext_lazy("Who translates"))

    def __init__(self, *args: object, source: Track, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._offer("language", [("", "–"), *(choice for choice in CHOICES if choice[0] != source.language)])
        self._offer("translator", [(each.name, _described(each)) for each in machines.configured().values()])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices


def _described(translator: Translator) -> str:
    """Where the text goes is what a member has to know."""
    if translator.leaves_the_house:
        return _("%(tool)s: the text is sent there") % {"tool": translator.tool}
    return _("%(tool)s: a program on this server") % {"tool": translator.tool}


class TranslateView(AskView):
    """`?track=` is the source. What it comes to goes into the recording's track of the language."""

    page_title = gettext_lazy("Translate by a machine")
    header_icon = "globe"
    template_name = "subtitles/translate.html"
    form_class = TranslateForm
    page_name = "tracks:translation"
    button = gettext_lazy("Make a draft")

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not machines.configured():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def source(self) -> Track:
        if self.track is None:
            raise Http404
        return self.track

    def get_initial(self) -> dict[str, object]:
        return {"kind": Track.Kind.SUBTITLES}

    def get_form(self, form_class: type[forms.Form] | None = None) -> forms.Form:
        # Unlike what is made of a sound, it is in another language than the track that it is asked for on.
        return TranslateForm(**self.get_form_kwargs(), source=self.source)

    def ask(self, given: dict[str, object]) -> Translation:
        asked, _job = translating.ask(
            self.source,
            str(given["language"]),
            str(given["translator"]),
            by=member(self.request),
            kind=str(given["kind"]),
        )
        return asked

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(source=self.source, **kwargs)


class TranslationPage(ProgressPage):
    """How far a machine has come with a track."""

    of = Translation
    job_kind = translating.KIND
    unread = ("known",)
    header_icon = "globe"
    template_name = "subtitles/translation.html"

    def get_page_title(self) -> str:
        return _("Translation: %(recording)s") % {"recording": self.asked.recording}
