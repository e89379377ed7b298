"""An organisation's own rules as a form: a row of numbers for each language, and how grave each rule is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from archive.languages import CHOICES
from subtitles.explaining import RULE_NAMES, SEVERITY_NAMES
from subtitles.models import Profile
from subtitles.rules import NAMES, OFF, PUBLISHED, RULES

NUMBER_LABELS = {
    "speed": _("Characters a second"),
    "line": _("Characters a line"),
    "lines": _("Lines"),
    "shortest_ms": _("Shortest time, ms"),
    "longest_ms": _("Longest time, ms"),
    "gap": _("Smallest gap, frames"),
    "chain": _("A pause from, frames"),
    "tolerance": _("An error from, times the number"),
    "unsure": _("A machine's word is unsure below, per cent"),
}
# Numbers that are not whole, and the least and most that make sense.
_FRACTIONS = frozenset({"speed", "tolerance"})
_BOUNDS = {
    "speed": (5, 60), "line": (10, 100), "lines": (1, 6), "shortest_ms": (0, 5000), "longest_ms": (1000, 60_000),
    "gap": (0, 50), "chain": (0, 100), "tolerance": (1, 10), "unsure": (0, 100),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A language's numbers."""

    language: str
    autonym: str
    cells: list[BoundField]


class ProfileForm(forms.ModelForm[Profile]):
    # Not the model's own field: what was for every track until now gives way to it.
    for_every_track = forms.BooleanField(
        label=_("For every track"), required=False, help_text=_("Unless the track's own page says otherwise.")
    )

    class Meta:
        model = Profile
        fields = ["name", "base", "words"]
        widgets = {"words": forms.Textarea(attrs={"rows": 4, "dir": "auto"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["for_every_track"].initial = self.instance.is_default
        published = PUBLISHED[self.instance.base]
        for language, autonym in CHOICES:
            ours = self.instance.numbers.get(language, {})
            for name, value in published.as_dict(language).items():
                self.fields[f"{language}-{name}"] = _number(
                    name, f"{autonym}: {NUMBER_LABELS[name]}", value, ours.get(name)
                )
        for code, rule in RULES.items():
            usual = published.severity(code, rule.severity)
            choices = [("", str(_("As usual (%(usual)s)") % {"usual": SEVERITY_NAMES[usual or rule.severity]}))]
            choices += [(str(severity), str(name)) for severity, name in SEVERITY_NAMES.items()]
            choices += [(OFF, str(_("Not at all")))]
            initial = self.instance.severities.get(code, "")
            self.fields[f"severity-{code}"] = forms.ChoiceField(
                label=str(RULE_NAMES[code]), choices=choices, required=False, initial=initial
            )

    def rows(self) -> Iterator[Row]:
        for language, autonym in CHOICES:
            yield Row(language, autonym, [self[f"{language}-{name}"] for name in NAMES])

    def gravities(self) -> list[BoundField]:
        return [self[f"severity-{code}"] for code in RULES]

    def plain(self) -> list[BoundField]:
        return [self[name] for name in (*self.Meta.fields, "for_every_track")]

    @transaction.atomic
    def save(self, commit: bool = True) -> Profile:
        """Keep what differs from the published numbers, and no more: theirs may be corrected one day."""
        given = self.cleaned_data
        profile = self.instance
        profile.numbers = {}
        for language, _autonym in CHOICES:
            published = PUBLISHED[profile.base].as_dict(language)
            ours = {name: given[f"{language}-{name}"] for name in NAMES}
            differing = {name: value for name, value in ours.items() if value not in (None, published[name])}
            if differing:
                profile.numbers[language] = differing
        profile.severities = {code: given[f"severity-{code}"] for code in RULES if given[f"severity-{code}"]}
        profile.is_default = given["for_every_track"]
        if profile.is_default:
            Profile.objects.exclude(pk=profile.pk).update(is_default=False)
        return super().save(commit)


def _number(name: str, label: str, published: float, ours: float | None) -> forms.Field:
    """Empty means as published, which stands there in grey."""
    least, most = _BOUNDS[name]
    kind = forms.FloatField if name in _FRACTIONS else forms.IntegerField
    attrs = {"placeholder": f"{published:g}", "aria-label": label, "inputmode": "decimal", "class": "archive-number"}
    field = kind(label=label, required=False, min_value=least, max_value=most, initial=ours)
    field.widget.attrs.update(attrs)
    return field
