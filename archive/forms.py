from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from archive.access import Audience
from archive.languages import CHOICES
from archive.models import Document, Recording


class RecordingForm(forms.ModelForm):
    class Meta:
        model = Recording
        fields = ["title", "language"]


class DocumentForm(forms.ModelForm):
    class Meta:
        model = Document
        fields = ["title"]


class AccessForm(forms.Form):
    """A thing's own rule. It only ever makes stricter what the works it belongs to say."""

    audience = forms.ChoiceField(
        label=_("Audience"),
        choices=Audience.choices,
        help_text=_("“Public” adds nothing to the rule of the works this belongs to; the strictest rule wins."),
    )
    embargo_until = forms.DateTimeField(label=_("Embargo until"), required=False, widget=AdminDateTimeInput)
    withdrawn = forms.BooleanField(
        label=_("Withdrawn"), required=False, help_text=_("Nobody but archivists can reach it.")
    )
    because = forms.CharField(
        label=_("Reason"), required=False, max_length=300, help_text=_("Kept with the event, for those who come after.")
    )


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(FilesField, self).clean(file, initial) for file in data or [None]]


class UploadForm(forms.Form):
    uploads = FilesField(label=_("Files"), allow_empty_file=True)
    language = forms.ChoiceField(label=_("Language spoken"), choices=[("", "–"), *CHOICES], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = filesizeformat(settings.UPLOAD_MAX_BYTES)
        self.fields["uploads"].help_text = _("Films, sound and PDF files of up to %(limit)s each.") % {"limit": limit}
