"""What jobs are about. It may be a thing of any room, one that was deleted since, or none at all."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models

from archive.models import Assembly, Job, Original


def of(job: Job) -> models.Model | None:
    """The thing a job is about; None where there is none, or none any more."""
    return of_all([job])[job.pk]


def of_all(jobs: Iterable[Job]) -> dict[int, models.Model | None]:
    """The thing each job is about, by the job's primary key: one query for each kind of thing."""
    jobs = list(jobs)
    asked: dict[int, set[int]] = defaultdict(set)
    for job in jobs:
        if job.target_type_id is not None and job.target_id is not None:
            asked[job.target_type_id].add(job.target_id)
    found = {kind: _things(kind, keys) for kind, keys in asked.items()}
    return {job.pk: found.get(job.target_type_id or 0, {}).get(job.target_id or 0) for job in jobs}


def _things(kind: int, keys: set[int]) -> dict[int, models.Model]:
    model = ContentType.objects.get_for_id(kind).model_class()
    if model is None:  # a room that was taken out of the archive
        return {}
    things = model._base_manager.all()
    if model is Original:
        things = things.select_related("recording", "document")
    if model is Assembly:
        things = things.select_related("recording").prefetch_related("sources__original")
    return things.in_bulk(keys)
