"""The forms that say who may see a thing, the same in every room."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from archive import moment, policy
from archive.access import Audience, Policy


class MomentField(forms.Field):
    """A moment in the archive's own time; see `archive.moment.read`. What was typed stays as it was typed."""

    widget = forms.TextInput
    default_error_messages = {"past": _("This moment has passed. Leave the field empty to open it at once.")}

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return moment.read(str(value))
        except moment.NoMoment as error:
            raise ValidationError(str(error), code="invalid") from error

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and moment.has_passed(value):
            raise ValidationError(self.error_messages["past"], code="past")

    def prepare_value(self, value: Any) -> Any:
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
    """Whom a thing is for, and from when. It carries the rule that it was made from along in `seen`."""

    audience = forms.ChoiceField(label=_("Audience"), choices=Audience.choices, widget=forms.RadioSelect)
    embargo_until = MomentField(
        label=_("Embargo until"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "size": 30}),
        help_text=_(
            "Until then only staff can reach it; then it opens by itself. In Swedish time, such as 2030-06-01 09:00, "
            "1 June 2030 or ۱۴۰۹/۰۳/۱۱; a day alone begins at 00:00."
        ),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    field_order = ("audience", "embargo_until", "because")

    @staticmethod
    def initial_of(thing: Policy) -> dict[str, Any]:
        """What a form about this thing begins with; an embargo that is over is none."""
        until = thing.embargo_until
        return {
            "audience": thing.audience,
            "embargo_until": None if until is None or moment.has_passed(until) else until,
            "seen": policy.fingerprint(thing),
        }

    def rule(self) -> dict[str, Any]:
        """What `policy.set_access` is to be told, once the form is valid."""
        return dict(self.cleaned_data)

    def in_words(self) -> str:
        """Whom it will be for."""
        return str(Audience(self.cleaned_data["audience"]).label)

    def opening(self) -> str:
        """The moment of opening in words; in both calendars where it was typed in the Solar Hijri one."""
        until = self.cleaned_data.get("embargo_until")
        if until is None:
            return ""
        return moment.say(until, both=moment.is_solar(str(self["embargo_until"].value())))
