from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.access import Layer, Viewer
from archive.admin.gate import key
from archive.languages import CHOICES
from archive.models import Recording
from subtitles.formats import FORMATS, MAX_BYTES
from subtitles.importing import TOOL_LENGTH
from subtitles.models import OF_A_REVISION, Origin, Track

EXTENSIONS = [f".{extension}" for known in FORMATS.values() for extension in known.extensions]


def _readable() -> str:
    labels = ", ".join(f"{gettext(known.label)} (.{known.extensions[0]})" for known in FORMATS.values())
    return gettext("One of these, up to 10 MB: %(formats)s.") % {"formats": labels}


MOST_OFFERED = 30


class RecordingField(forms.ModelChoiceField):
    """A recording among all that may be seen, of which only a few are offered: an archive may hold thousands."""

    def label_from_instance(self, obj: Recording) -> str:
        return f"{obj.title} ({obj.pk})"

    def offer(self, sought: str, chosen: object) -> None:
        """The chosen one, and the newest of those whose title holds what is sought."""
        reached = self.queryset
        assert reached is not None  # noqa: S101
        matching = reached.filter(title__icontains=sought) if sought else reached
        offered = dict.fromkeys(matching.order_by("-pk")[:MOST_OFFERED])
        first = reached.filter(pk=key(str(chosen or "")))
        self.widget.choices = [
            ("", self.empty_label),
            *((each.pk, self.label_from_instance(each)) for each in {**dict.fromkeys(first), **offered}),
        ]


class ChoosesRecording(forms.Form):
    """A form with a recording of which `viewer` may see this `layer`; `sought` is what its title is to hold."""

    layer = Layer.RECORD

    recording = RecordingField(label=_("Recording"), queryset=Recording.objects.none())

    def __init__(self, *args: Any, viewer: Viewer, sought: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["recording"]
        assert isinstance(field, RecordingField)  # noqa: S101
        field.queryset = Recording.objects.visible_to(viewer, layer=self.layer)
        field.offer(sought, self["recording"].value())


class RevisionForm(forms.Form):
    """A file that becomes the next revision of a track."""

    file = forms.FileField(
        label=_("File"),
        # An empty file is answered like any other that cannot be read, and leaves an event.
        allow_empty_file=True,
        help_text=lazy(_readable, str)(),
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
    )
    origin = forms.ChoiceField(
        label=_("Who made it"),
        choices=OF_A_REVISION,
        initial=Origin.IMPORTED,
        required=False,
        help_text=_("What a machine made goes to a track of its own; in a track of people's, the revision says so."),
    )
    tool = forms.CharField(
        label=_("Made with"),
        required=False,
        max_length=TOOL_LENGTH,
        help_text=_("The program and its version, if a machine made it."),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=300, help_text=_("What is new, for those you work with.")
    )

    def clean_origin(self) -> str:
        return self.cleaned_data["origin"] or str(self.get_initial_for_field(self.fields["origin"], "origin"))

    def content(self) -> bytes:
        """The file's bytes, a little more than is accepted at most."""
        data: bytes = self.cleaned_data["file"].read(MAX_BYTES + 1)
        return data


class TrackForm(ChoosesRecording, RevisionForm):
    """A file for a recording: it becomes a track, or the next revision of the one there is."""

    language = forms.ChoiceField(label=_("Language"), choices=[("", "–"), *CHOICES])
    kind = forms.ChoiceField(label=_("Kind"), choices=Track.Kind.choices, initial=Track.Kind.SUBTITLES)

    field_order = ["recording", "language", "kind", "file", "origin", "tool", "note"]
