"""Who changed a rule while somebody else looked at it, said to the one who came too late."""

from collections.abc import Iterable
from typing import NoReturn

from django.utils import timezone
from django.utils.translation import gettext as _

from archive import events, moment
from archive.exceptions import RuleChanged
from archive.models import Event, Protected

WITHDRAWN, LIFTED, CHANGED = ("rule.withdrawn",), ("rule.lifted",), ("rule.changed", "rule.set_with")


def refuse(row: Protected, seen: str) -> NoReturn:
    """Raise RuleChanged: `row` is the thing as it is now, `seen` the fingerprint of its rule as it was seen."""
    was_withdrawn = seen.endswith("|withdrawn")
    if row.withdrawn and not was_withdrawn:
        _refuse(_latest(row, WITHDRAWN), _("%(who)s withdrew this %(when)s."))
    if was_withdrawn and not row.withdrawn:
        _refuse(_latest(row, LIFTED), _("%(who)s lifted the withdrawal of this %(when)s."))
    _refuse(_latest(row, CHANGED), _("%(who)s changed this rule %(when)s."))


def latest_withdrawal(thing: Protected) -> str:
    """What a form that lifts a withdrawal carries along: which one was on the screen."""
    told = _latest(thing, WITHDRAWN)
    return str(told.pk) if told else ""


def refuse_later_withdrawal(row: Protected, seen: str) -> None:
    """Raise RuleChanged where somebody withdrew the thing after the withdrawal that was `seen`."""
    if row.withdrawn and latest_withdrawal(row) != seen:
        _refuse(_latest(row, WITHDRAWN), _("%(who)s withdrew this %(when)s."))


def _latest(thing: Protected, codes: Iterable[str]) -> Event | None:
    return events.about(thing).filter(kind=Event.Kind.POLICY, code__in=codes).select_related("agent").first()


def _refuse(told: Event | None, sentence: str) -> NoReturn:
    if told is None:
        sentence = _("The rule was changed while you looked at it.")
    outcome = _("Nothing was set. The rule as it is now stands here; if you still want yours, confirm it again.")
    raise RuleChanged(f"{sentence % _who_and_when(told)} {outcome}")


def _who_and_when(told: Event | None) -> dict[str, str]:
    if told is None:
        return {}
    who = told.agent.get_full_name() or told.agent.get_username() if told.agent else _("Somebody")
    if moment.local(told.at).date() == moment.local(timezone.now()).date():
        return {"who": who, "when": _("at %(time)s") % {"time": moment.clock(told.at)}}
    return {"who": who, "when": _("on %(moment)s") % {"moment": moment.say(told.at)}}
