"""Paste the manuscript, get the cues: the form, and the page about what came of it."""

from dataclasses import dataclass
from typing import cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import timecode
from archive.admin.gate import member
from archive.languages import LANGUAGES
from archive.listening.speaking import MOST_CHARACTERS, VOICES
from subtitles import aligning, manuscript_text
from subtitles.admin.asking import AskView, ProgressPage
from subtitles.exceptions import SubtitlesError
from subtitles.formats.base import MAX_BYTES
from subtitles.models import Manuscript, Track
from subtitles.shaping.align.judging import FLAGS

SPOKEN = [(tag, LANGUAGES[tag].autonym) for tag in LANGUAGES if tag in VOICES]


class ManuscriptForm(forms.Form):
    """A text, written or as a file."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=[("", "–"), *SPOKEN])
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Track.Kind.choices, initial=Track.Kind.SUBTITLES)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 16, "dir": "auto"}),
        help_text=gettext_lazy("What is said, without times. A name in capitals and a colon begin what somebody says."),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("Instead of the text: plain text (.txt) or Word (.docx), up to 10 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{each}" for each in manuscript_text.EXTENSIONS)}),
    )

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        file = given.get("file")
        if file and "language" in given:
            try:
                given["text"] = manuscript_text.text_of(file.read(MAX_BYTES + 1), file.name, given["language"])
            except SubtitlesError:
                self.add_error("file", _("This file cannot be read as a text. Save it as .txt or .docx, or paste it."))
        elif not given.get("text"):
            self.add_error("text", _("Paste a text, or choose a file."))
        return given


class AlignView(AskView):
    page_title = gettext_lazy("Paste the manuscript")
    header_icon = "pilcrow"
    template_name = "subtitles/align.html"
    form_class = ManuscriptForm
    page_name = "tracks:manuscript"
    button = gettext_lazy("Make the cues")

    def ask(self, given: dict[str, object]) -> Manuscript:
        file = given["file"]
        manuscript, _job = aligning.ask(
            self.recording,
            str(given["text"]),
            str(given["language"]),
            by=member(self.request),
            kind=str(given["kind"]),
            track=self.track,
            file_name=str(file)[:255] if file else "",
        )
        return manuscript


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at, in words."""

    at: str
    said: str
    text: str


class ManuscriptPage(ProgressPage):
    """How far the work on a manuscript has come, and what of it a person should look at."""

    of = Manuscript
    job_kind = aligning.KIND
    header_icon = "pilcrow"
    template_name = "subtitles/manuscript.html"

    def get_page_title(self) -> str:
        return _("Manuscript: %(recording)s") % {"recording": self.asked.recording}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        manuscript = cast(Manuscript, self.asked)
        return super().get_context_data(
            manuscript=manuscript,
            findings=[_in_words(finding) for finding in manuscript.findings],
            direction=LANGUAGES[manuscript.language].direction,
            **kwargs,
        )


def _in_words(finding: dict[str, object]) -> Finding:
    said = _(FLAGS.get(finding["flag"], "") or str(finding["flag"]))  # type: ignore[call-overload]
    return Finding(timecode.precise(int(str(finding["start_ms"]))), said, str(finding["text"]))
