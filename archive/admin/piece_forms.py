"""The forms in which an archivist says which originals are streamed, in what order, from when to when."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models import AssemblySource, Original
from archive.timecode import precise
from archive.transcoding.assembling import Piece, Role

_MOMENT = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,2}):)?(\d{1,6})(?:[.,](\d{1,3}))?", re.ASCII)


class MomentField(forms.CharField):
    """A time such as 1:02:03.5, 2:03 or 123.5; as milliseconds, None for nothing."""

    # What is typed in the digits of another script is read as well.
    def to_python(self, value: object) -> str:
        text = str(super().to_python(value))
        return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"dir": "ltr", "placeholder": "0:00:00.0", "autocomplete": "off"}

    def clean(self, value: str | None) -> int | None:
        text = super().clean(value).strip()
        if not text:
            return None
        found = _MOMENT.fullmatch(text)
        if found is None:
            raise ValidationError(_("Write a time as hours:minutes:seconds, such as 0:01:30."))
        hours, minutes, seconds, fraction = found.groups()
        whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds)
        return whole * 1000 + int((fraction or "0").ljust(3, "0"))


class PieceForm(forms.Form):
    """What becomes of one original: its place in the order, if it is streamed at all."""

    position = forms.IntegerField(label=gettext_lazy("Place in the order"), required=False, min_value=1, max_value=99)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)
    begins = MomentField(label=gettext_lazy("From"), required=False)
    ends = MomentField(label=gettext_lazy("To"), required=False)

    def __init__(self, original: Original, used: AssemblySource | None, data: object = None) -> None:
        self.original = original
        initial: dict[str, object] = {"role": Role.PROGRAMME}
        if used is not None:
            initial = {"position": used.position, "role": used.role, "begins": _said(used.in_ms)}
            initial["ends"] = _said(used.out_ms)
        super().__init__(data, prefix=f"original-{original.pk}", initial=initial)  # type: ignore[arg-type]
        self.fields["position"].help_text = _("Leave it empty for an original that is not streamed.")

    @property
    def lasts_ms(self) -> int | None:
        """How long the original is, None where nobody knows."""
        return self.original.technical.get("duration_ms")

    @property
    def piece(self) -> Piece:
        found = self.cleaned_data
        return Piece(self.original, found["begins"], found["ends"], Role(found["role"]))


def _said(milliseconds: int | None) -> str:
    return "" if milliseconds is None else precise(milliseconds)


def pieces(forms: list[PieceForm]) -> list[Piece]:
    """The chosen pieces of valid forms in their order. Raises ValidationError."""
    chosen = [form for form in forms if form.cleaned_data["position"] is not None]
    places = [form.cleaned_data["position"] for form in chosen]
    if len(set(places)) < len(places):
        raise ValidationError(_("Two originals have the same place in the order."))
    return [form.piece for form in sorted(chosen, key=lambda form: form.cleaned_data["position"])]
