"""The forms that say who may see a thing, the same in every room."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from archive import moment, policy
from archive.access import Audience
from archive.models import Protected


class MomentField(forms.Field):
    """A moment to come, or none, in the archive's own time; see `archive.moment.read`. It stays as it was typed."""

    default_error_messages = {"past": _("This moment has passed. Leave the field empty to open it at once.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "size": 30})
        super().__init__(**{"required": False, "widget": widget, **kwargs})

    def to_python(self, value: object) -> datetime | None:
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return moment.read(str(value))
        except moment.NoMoment as error:
            raise ValidationError(str(error), code="invalid") from error

    def validate(self, value: datetime | None) -> None:
        super().validate(value)
        if value is not None and moment.has_passed(value):
            raise ValidationError(self.error_messages["past"], code="past")

    def prepare_value(self, value: object) -> object:
        return moment.typed(value) if isinstance(value, datetime) else value


class ReasonForm(forms.Form):
    """Why somebody does it; for withdrawing and for lifting that."""

    because = forms.CharField(
        label=_("Reason"), required=False, max_length=300, help_text=_("Kept with the event, for those who come after.")
    )


class LiftForm(ReasonForm):
    """`seen`: the withdrawal that was on the screen."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class RuleForm(ReasonForm):
    """Whom a thing is for, from when and until when. It carries the rule that it was made from along in `seen`."""

    audience = forms.ChoiceField(label=_("Audience"), choices=Audience.choices, widget=forms.RadioSelect)
    embargo_until = MomentField(
        label=_("Embargo until"),
        help_text=_(
            "Until then only staff can reach it. In Swedish time, such as 2030-06-01 09:00, 1 June 2030 or ۱۴۰۹/۰۳/۱۱; "
            "a day alone begins at 00:00."
        ),
    )
    opens_by_itself = forms.BooleanField(
        label=_("It opens by itself when the embargo ends"),
        required=False,
        help_text=_("Otherwise it stays closed then, and stands among what waits for an archivist."),
    )
    until = MomentField(label=_("Open until"), help_text=_("From then on only staff can reach it."))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    field_order = ("audience", "embargo_until", "opens_by_itself", "until", "because")

    @staticmethod
    def initial_of(thing: Protected) -> dict[str, object]:
        """What a form about this thing begins with; a moment that has passed is none."""
        return {
            "audience": thing.audience,
            "embargo_until": to_come(thing.embargo_until),
            "opens_by_itself": thing.opens_by_itself,
            "until": to_come(thing.until),
            "seen": policy.fingerprint(thing),
        }

    def clean(self) -> dict[str, object]:
        data = super().clean() or self.cleaned_data
        begins, ends = data.get("embargo_until"), data.get("until")
        if begins and ends and ends <= begins:
            self.add_error("until", _("It would close before it opens."))
        return data

    def rule(self) -> dict[str, Any]:
        """What `policy.set_access` is to be told, once the form is valid."""
        return dict(self.cleaned_data)

    def in_words(self) -> str:
        """Whom it will be for."""
        return str(Audience(self.cleaned_data["audience"]).label)

    def opening(self) -> str:
        """The moment at which the embargo ends, in words."""
        return self._said("embargo_until")

    def closing(self) -> str:
        """The moment at which it closes again, in words."""
        return self._said("until")

    def _said(self, name: str) -> str:
        """A moment in words; in both calendars where it was typed in the Solar Hijri one."""
        at = self.cleaned_data.get(name)
        return moment.say(at, both=moment.is_solar(str(self[name].value()))) if at else ""


def to_come(at: datetime | None) -> datetime | None:
    """A moment, as long as it has not passed."""
    return None if at is None or moment.has_passed(at) else at
