"""The page on which a revision is taken home: every format, and what each would lose of it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.languages import digits
from subtitles import exporting
from subtitles.admin.pages import RevisionPage, TrackView
from subtitles.formats import WRITTEN
from subtitles.models import SourceFile


@dataclass(frozen=True, slots=True)
class Choice:
    """A format: its name in addresses, what it is called, and in sentences what is lost in it."""

    name: str
    label: str
    losses: list[str]


class ExportPage(RevisionPage):
    template_name = "subtitles/exports.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        source = SourceFile.objects.filter(revision=self.revision).defer("packed").first()
        # What the page about the cues needs is left out: only the track's own is asked for.
        return TrackView.get_context_data(
            self, revision=self.revision, source=source, choices=self._choices(), **kwargs
        )

    def _choices(self) -> list[Choice]:
        lost = exporting.lost(self.revision)
        return [
            Choice(name, _(known.label), [_(loss.sentence) % {"count": digits(loss.count)} for loss in lost[name]])
            for name, known in WRITTEN.items()
        ]
