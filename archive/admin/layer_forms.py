"""The rules of single layers, in the form about a thing that has a recording: its sound, say, for staff alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive import sentences
from archive.access import Audience, Layer, LayerRule, layer_rules
from archive.admin.rule_forms import MomentField, RuleForm, to_come
from archive.layers import kept
from archive.models import Protected

CLOSABLE = [layer for layer in Layer if layer != Layer.RECORD]
AS_THE_WHOLE = ("", _("As the whole"))
PARTS = ("audience", "embargo_until", "opens_by_itself", "until")
STRICTER = [choice for choice in Audience.choices if choice[0] != Audience.PUBLIC]


@dataclass(frozen=True, slots=True)
class Row:
    """One layer in the form: its name and its fields."""

    layer: Layer
    label: str | Promise
    audience: BoundField
    embargo_until: BoundField
    opens_by_itself: BoundField
    until: BoundField

    @property
    def fields(self) -> tuple[BoundField, ...]:
        return self.audience, self.embargo_until, self.opens_by_itself, self.until


class LayeredRuleForm(RuleForm):
    """A rule, and which layers are closed further than the whole."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for layer in CLOSABLE:
            self.fields |= {
                f"{layer}_audience": forms.ChoiceField(
                    label=_("Audience"), choices=[AS_THE_WHOLE, *STRICTER], required=False
                ),
                f"{layer}_embargo_until": MomentField(label=_("Embargo until")),
                f"{layer}_opens_by_itself": forms.BooleanField(label=_("Opens by itself"), required=False),
                f"{layer}_until": MomentField(label=_("Open until")),
            }

    @staticmethod
    def initial_of(thing: Protected) -> dict[str, object]:
        initial = RuleForm.initial_of(thing)
        for layer, rule in layer_rules(thing.layers).items():
            # What cannot be read is closed, and stands in the form as what closes most.
            initial[f"{layer}_audience"] = "" if rule.audience == Audience.PUBLIC else rule.audience or Audience.STAFF
            initial[f"{layer}_embargo_until"] = to_come(rule.embargo_until)
            initial[f"{layer}_opens_by_itself"] = rule.opens_by_itself
            initial[f"{layer}_until"] = to_come(rule.until)
        return initial

    def whole(self) -> Iterator[BoundField]:
        """The fields that are about the whole thing."""
        of_layers = {field.name for row in self.rows() for field in row.fields}
        return (field for field in self.visible_fields() if field.name not in of_layers)

    def rows(self) -> list[Row]:
        return [Row(layer, layer.label, *(self[f"{layer}_{part}"] for part in PARTS)) for layer in CLOSABLE]

    def any_closed(self) -> bool:
        """Whether some layer has a rule of its own, so that the form shows them all."""
        return any(field.value() or field.errors for row in self.rows() for field in row.fields)

    def rule(self) -> dict[str, object]:
        of_layers = {field.name for row in self.rows() for field in row.fields}
        rule = {name: value for name, value in self.cleaned_data.items() if name not in of_layers}
        return rule | {"layers": {str(layer): said for layer in CLOSABLE if (said := self._layer(layer))}}

    def _layer(self, layer: Layer) -> dict[str, object]:
        """The rule of one layer as it is kept, its moments in ISO 8601; {} where it has none of its own."""
        audience, begins, by_itself, ends = (self.cleaned_data.get(f"{layer}_{part}") for part in PARTS)
        if not (audience or begins or ends):
            return {}
        return kept(LayerRule(audience or Audience.PUBLIC.value, begins, bool(by_itself), ends))

    def layers_in_words(self) -> list[str]:
        """What is closed further than the whole, what is closed alike together."""
        return sentences.layers_in_words(self.rule()["layers"])
