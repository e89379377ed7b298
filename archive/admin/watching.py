"""The state of jobs for whoever watches them on a screen."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from archive.models import Job


def as_json(job: Job) -> dict[str, object]:
    """What a watcher needs to know; `progress` is 0-1000, `state` a code and `state_label` its word."""
    return {
        "id": job.pk,
        "state": job.state,
        "state_label": str(job.get_state_display()),
        "progress": job.progress,
        "step": gettext(job.step) if job.step else "",
        "reason": job.reason,
        "open": job.is_open,
    }


def state_url(jobs: Iterable[Job]) -> str:
    """Where the state of these jobs can be asked for; "" for none."""
    ids = [("id", job.pk) for job in jobs]
    return f"{reverse('jobs:state')}?{urlencode(ids)}" if ids else ""
