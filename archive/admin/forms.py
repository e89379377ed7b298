from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from archive.admin.layer_forms import LayeredRuleForm
from archive.admin.rule_forms import RuleForm
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


class OwnRule(forms.Form):
    """A thing's own rule only ever makes stricter what the works it belongs to say."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].help_text = _(
            "“Public” adds nothing to the rule of the works this belongs to; the strictest rule wins."
        )


class RecordingRuleForm(OwnRule, LayeredRuleForm):
    pass


class DocumentRuleForm(OwnRule, RuleForm):
    pass


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files."""

    widget = FilesInput

    def clean(self, data: list[UploadedFile] | None, initial: object = None) -> list[UploadedFile]:
        return [super(FilesField, self).clean(file, initial) for file in data or [None]]  # type: ignore[list-item]


class UploadForm(forms.Form):
    uploads = FilesField(label=_("Files"), allow_empty_file=True)
    language = forms.ChoiceField(label=_("Language spoken"), choices=[("", "–"), *CHOICES], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = filesizeformat(settings.UPLOAD_MAX_BYTES)
        self.fields["uploads"].help_text = _("Films, sound and PDF files of up to %(limit)s each.") % {"limit": limit}
