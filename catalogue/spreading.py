"""Open the programmes of a series: the series at once, its programmes a few at a time, by a job with progress.

Closing never takes this way: what must go is gone in one transaction (`policy.set_access`, `policy.withdraw`).
"""

from typing import cast

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive import policy as rules
from archive.exceptions import NotReady
from archive.jobs import lease
from archive.jobs.kinds import Report, register
from archive.jobs.plan import plan
from archive.models import Event, Job
from archive.wording import NOTHING, Said
from catalogue import policy
from catalogue.models import RadioEpisode, RadioSeries, Work

KIND = "open programmes"
AT_A_TIME = 50


@transaction.atomic
def start(series: Work, by: User | None = None, because: str = "") -> Job:
    """Plan to give every programme the rule that its series has now."""
    seen = rules.fingerprint(series)
    return plan(KIND, Work.objects.get(pk=series.pk), by, seen=seen, since=_latest_event(), because=because)


def jobs_of(thing: object) -> list[int]:
    """The jobs that are opening the programmes of a series now."""
    if not isinstance(thing, RadioSeries):
        return []
    jobs = Job.objects.for_target(Work.objects.get(pk=thing.pk)).open().filter(kind=KIND)
    return list(jobs.values_list("pk", flat=True))


@register(KIND, _("Opening the programmes of a series"), targets=["catalogue.Work"])
def spread(job: Job, report: Report) -> Said:
    """Give the programmes their series' rule. Ends with a word when the series' rule is another by now.

    A programme whose own rule somebody set since the opening was asked for keeps that, and so does one that lacks
    what must be there before it opens.
    """
    series, seen, kept, closed = cast(Work, job.target), job.parameters["seen"], 0, 0
    waiting = _waiting(series)
    for done in range(0, len(waiting), AT_A_TIME):
        report(1000 * done // len(waiting), gettext_noop("Opening"))
        with lease.hold(job):
            row = rules.locked(Work, [series.pk]).get()
            if rules.fingerprint(row) != seen:
                return Said("series.rule_changed", {"done": done, "all": len(waiting)})
            batch = waiting[done : done + AT_A_TIME]
            untouched = _untouched(batch, job.parameters["since"])
            closed += _set_with(row, untouched, job)
            kept += len(batch) - len(untouched)
    return Said.all_of(
        [
            Said("series.some_kept", {"count": kept}) if kept else NOTHING,
            Said("series.some_not_ready", {"count": closed}) if closed else NOTHING,
        ]
    )


def _set_with(series: Work, ids: list[int], job: Job) -> int:
    """Give these their series' rule. Returns how many were not opened, because what must be there first is not."""
    by, because = job.created_by, job.parameters["because"]
    try:
        policy.set_with(series, ids, by, because)
    except NotReady:
        if len(ids) == 1:
            return 1
        return sum(_set_with(series, [pk], job) for pk in ids)
    return 0


def _latest_event() -> int:
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _untouched(ids: list[int], since: int) -> list[int]:
    """Those, held, whose own rule nobody has set after the event `since`."""
    held = list(rules.locked(Work, ids).values_list("pk", flat=True))
    told = Event.objects.filter(subject_type="work", subject_id__in=held, code="rule.changed", pk__gt=since)
    touched = set(told.values_list("subject_id", flat=True))
    return [pk for pk in held if pk not in touched]


def _waiting(series: Work) -> list[int]:
    """The programmes that have another rule; an attempt that begins anew does nothing twice."""
    rows = RadioEpisode.objects.filter(series=series.pk).order_by("pk").values_list("pk", *policy.OPENING)
    rule = [getattr(series, name) for name in policy.OPENING]
    return [pk for pk, *theirs in rows if theirs != rule]
