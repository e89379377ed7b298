"""The forms about whose work a track is, and which languages somebody writes."""

from datetime import date

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive import moment
from archive.admin.piece_forms import MomentField
from archive.languages import CHOICES, reader
from subtitles.flow.dividing import MOST_PARTS
from subtitles.models import Assignment

WORKING_ROLES = ("invited", "translator", "archivist")


def people() -> QuerySet[User]:
    """Those who may be given something to do."""
    working = User.objects.filter(is_active=True, groups__role__code__in=WORKING_ROLES)
    return working.order_by("last_name", "first_name", "username").distinct()


def called(user: User) -> str:
    """A member by her name and what she logs in as."""
    return f"{user.get_full_name()} ({user.get_username()})" if user.get_full_name() else user.get_username()


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return called(obj)


class PeopleField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return called(obj)


class DayInput(forms.DateInput):
    """The browser's own calendar, which knows the Gregorian alone; for who reads Persian a field to type in."""

    @property
    def input_type(self) -> str:  # type: ignore[override]
        return "text" if reader() == "fa" else "date"

    def format_value(self, value: object) -> str | None:
        return moment.typed_day(value) if isinstance(value, date) else str(value or "") or None

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        typed = {"dir": "auto", "autocomplete": "off", "placeholder": moment.typed_day(timezone.localdate())}
        return super().get_context(name, value, {**(attrs or {}), **(typed if reader() == "fa" else {})})


class DayField(forms.DateField):
    """A day, in either calendar; see `archive.moment.read_day`."""

    widget = DayInput

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return value if isinstance(value, date) else moment.read_day(str(value))
        except moment.NoMoment as error:
            raise ValidationError(str(error), code="invalid") from error


class TaskForm(forms.Form):
    """What is to be done, and by when."""

    task = forms.ChoiceField(label=_("Task"), choices=Assignment.Task.choices)
    due = DayField(label=_("Due"), required=False)


class AssignForm(TaskForm):
    """Of a stretch, both ends are typed; of the whole track, neither."""

    person = PersonField(label=_("Who"), queryset=User.objects.none())
    begins = MomentField(label=_("From"), required=False, help_text=_("Both left empty: the whole track."))
    ends = MomentField(label=_("To"), required=False)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=300, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    field_order = ("person", "task", "begins", "ends", "due", "note")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # whatever Django's own takes
        self.fields["person"].queryset = people()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        said = super().clean() or {}
        if (said.get("begins") is None) != (said.get("ends") is None):
            raise forms.ValidationError(_("Say both where the stretch begins and where it ends, or neither."))
        return said

    @property
    def span(self) -> tuple[int, int] | None:
        begins, ends = self.cleaned_data["begins"], self.cleaned_data["ends"]
        return None if begins is None or ends is None else (begins, ends)


class DivideForm(TaskForm):
    """Into how many stretches, and whose they are in turn."""

    parts = forms.IntegerField(label=_("Parts"), min_value=2, max_value=MOST_PARTS, initial=2)
    people = PeopleField(label=_("Who, in turn"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple)

    field_order = ("parts", "people", "task", "due")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # whatever Django's own takes
        self.fields["people"].queryset = people()  # type: ignore[attr-defined]


class LanguagesForm(forms.Form):
    """Which languages somebody writes; none chosen means every one."""

    languages = forms.MultipleChoiceField(
        label=_("Languages that she writes"),
        required=False,
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: she works in every language."),
    )
