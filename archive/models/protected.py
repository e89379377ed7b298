from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.access import NEEDS, RULE, Audience, Layer, Level, Policy, layer_rules
from archive.exceptions import RuleGuarded
from archive.querysets import ProtectedQuerySet


class Policed(models.Model):
    """The fields a rule is made of. See `archive.access` for what they mean together.

    `until`: the moment at which it closes again. An embargo that is over opens nothing until an archivist says so,
    unless it `opens_by_itself`.
    """

    audience = models.CharField(_("audience"), max_length=20, choices=Audience.choices, default=Audience.STAFF)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    opens_by_itself = models.BooleanField(_("opens by itself when the embargo ends"), default=False)
    until = models.DateTimeField(_("open until"), null=True, blank=True)
    withdrawn = models.BooleanField(_("withdrawn"), default=False)

    class Meta:
        abstract = True

    @property
    def grant_source(self) -> str:
        """What a grant must name to lift this rule for one person; nothing does, by default."""
        return ""


class Guarded(models.Model):
    """A row whose rule is given to it when it is made, and written by `policy` alone ever after.

    Saving it writes everything but the rule, so that an old copy (a form that stood open, a draft, a worker's own)
    never takes back what was withdrawn meanwhile. Saving a rule that was changed in the copy is a mistake: it raises.
    """

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            self._refuse_another_rule(kwargs.get("update_fields") or ())
        super().save(**kwargs)
        self._remember_rule()

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        row = super().from_db(*args, **kwargs)
        row._remember_rule()
        return row

    def refresh_from_db(self, using: Any = None, fields: Any = None, from_queryset: Any = None) -> None:
        super().refresh_from_db(using, fields, from_queryset)
        self._remember_rule(RULE if fields is None else fields)

    def take_rule(self, rule: Mapping[str, Any]) -> None:
        """Let this copy say what the row says; for `policy`, which has just written or read it."""
        for name, value in rule.items():
            setattr(self, name, value)
        self._remember_rule(rule)

    def _remember_rule(self, names: Iterable[str] = RULE) -> None:
        # Copies: a rule for one layer is changed inside its dict.
        said = {name: deepcopy(self.__dict__[name]) for name in names if name in RULE and name in self.__dict__}
        self.__dict__["_rule_of_row"] = {**self.__dict__.get("_rule_of_row", {}), **said}

    def _refuse_another_rule(self, update_fields: Iterable[str]) -> None:
        row = self.__dict__.get("_rule_of_row", {})
        changed = {name for name, value in row.items() if self.__dict__.get(name, value) != value}
        if written := changed | {name for name in update_fields if name in RULE}:
            raise RuleGuarded(type(self).__name__, sorted(written))

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *args: Any) -> Any:
        # The one place through which every UPDATE of a row passes, whichever of its tables it is for.
        kept = [value for value in values if value[0].name not in RULE]
        return super()._do_update(base_qs, using, pk_val, kept, *args)


class Protected(Guarded, Policed):
    """Something a visitor could reach: a work, recording, document or track.

    `layers` holds stricter rules for single layers, by the layer's code: {"sound": {"audience": "staff"}}, with the
    fields of a rule that differ from the whole thing's.
    """

    layers = models.JSONField(default=dict, blank=True, editable=False)

    objects = ProtectedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def lent_as(self) -> str:
        """What a grant must name to lend this thing to somebody who translates it; nothing does, by default."""
        return ""

    def policies(self, layer: Layer) -> Iterable[Policy]:
        """Every policy this layer of the thing answers to; the strictest wins."""
        own = layer_rules(self.layers, self.grant_source) if layer != Layer.RECORD else {}
        return [self, *(said for of, said in own.items() if of in NEEDS[layer])]

    def closed_below(self) -> Level:
        """The level from which this thing is reachable at all, for reasons other than policy."""
        return Level.STRANGER

    def recording_ids(self) -> list[int]:
        """The recordings whose public face its rule is a part of."""
        return []
