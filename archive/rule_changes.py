"""Who changed a rule while somebody else looked at it, said to the one who came too late."""

from typing import Any, NoReturn

from django.utils import timezone
from django.utils.translation import gettext as _

from archive import events, moment
from archive.exceptions import RuleChanged
from archive.models import Event


def refuse(row: Any, seen: str) -> NoReturn:
    """Raise RuleChanged: `row` is the thing as it is now, `seen` the fingerprint of its rule as it was seen."""
    was_withdrawn = seen.endswith("|withdrawn")
    if row.withdrawn and not was_withdrawn:
        code, sentence = "rule.withdrawn", _("%(who)s withdrew this %(when)s.")
    elif was_withdrawn and not row.withdrawn:
        code, sentence = "rule.lifted", _("%(who)s lifted the withdrawal of this %(when)s.")
    else:
        code, sentence = "rule.changed", _("%(who)s changed this rule %(when)s.")
    told = events.about(row).filter(kind=Event.Kind.POLICY, code=code).select_related("agent").first()
    if told is None:
        sentence = _("The rule was changed while you looked at it.")
    outcome = _("Nothing was set. The rule as it is now stands here; if you still want yours, confirm it again.")
    raise RuleChanged(f"{sentence % _who_and_when(told)} {outcome}")


def _who_and_when(told: Event | None) -> dict[str, str]:
    if told is None:
        return {}
    who = told.agent.get_full_name() or told.agent.get_username() if told.agent else _("Somebody")
    same_day = moment.local(told.at).date() == moment.local(timezone.now()).date()
    when = (
        _("at %(time)s") % {"time": moment.clock(told.at)}
        if same_day
        else _("on %(moment)s") % {"moment": moment.say(told.at)}
    )
    return {"who": who, "when": when}
