"""Put a finished set in its place, then point the recording at it: old state or new, never a mixture."""

import hashlib
import json
import time
from pathlib import Path
from typing import cast

from django.utils import timezone

from archive import events, signals, storage
from archive.exceptions import Superseded, TranscodingFailed
from archive.jobs import lease
from archive.jobs.attempts import is_held
from archive.models import Event, Job, Original, Recording, Rendition, RenditionSet
from archive.transcoding import recipe, validate
from archive.transcoding.build import Built
from archive.wording import Said

MANIFEST = "manifest.json"
SWEEP_EVERY_SECONDS = 3600
NEVER_ARRIVED_SECONDS = 24 * 3600


def publish(job: Job, original: Original, built: Built, *, directory: Path, warning: Said) -> RenditionSet:
    """Store the directory's files and make them what is streamed. Raises LeaseLost, leaving nothing behind."""
    recording = cast(Recording, original.recording)
    write_manifest(directory, original)
    key = f"{recording.uuid}/{job.pk}-{job.lease}"
    renditions = storage.renditions()
    renditions.put_tree(key, directory)
    try:
        with lease.hold(job):
            made = _record(original, recording, built, key, warning)
            point_at(made, job)
    except BaseException:
        # What listens to the commit may fail after it: then the set is live and its files must stay.
        if not RenditionSet.objects.filter(directory=key).exists():
            renditions.remove_tree(key)
        raise
    return made


def is_whole(made: RenditionSet) -> bool:
    """Whether all files of a set's manifest still lie in the store, each in its size."""
    renditions = storage.renditions()
    try:
        with renditions.open(f"{made.directory}/{MANIFEST}") as stream:
            files = json.load(stream)["files"]
        return all(renditions.size(f"{made.directory}/{file['name']}") == file["size"] for file in files)
    except FileNotFoundError:
        return False


def sweep(job: Job, recording: Recording) -> None:
    """Remove what an attempt at this job stored before it was killed and could not record."""
    renditions = storage.renditions()
    stored = {"/".join(name.split("/")[:2]) for name in renditions.names(str(recording.uuid))}
    recorded = set(RenditionSet.objects.filter(recording=recording).values_list("directory", flat=True))
    for key in stored - recorded:
        if key.startswith(f"{recording.uuid}/{job.pk}-"):
            renditions.remove_tree(key)


def sweep_unpublished() -> int:
    """Remove what killed attempts stored and nobody will publish any more; returns how many sets. Safe at any time."""
    renditions = storage.renditions()
    recorded = RenditionSet.objects.all()
    stored = {key for owner in renditions.trees() for key in renditions.trees(owner)}
    lost = 0
    for key in stored.difference(recorded.values_list("directory", flat=True)):
        # In this order: an attempt that no longer holds its job has recorded its set by now, or never will.
        if not is_held(key.rpartition("/")[2]) and not recorded.filter(directory=key).exists():
            renditions.remove_tree(key)
            lost += 1
    return lost + renditions.sweep(time.time() - NEVER_ARRIVED_SECONDS)


def write_manifest(directory: Path, original: Original) -> None:
    """Every file with its size and SHA-256, and what it was made from."""
    files = []
    for path in sorted(path for path in directory.rglob("*") if path.is_file()):
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        files.append({"name": path.relative_to(directory).as_posix(), "size": path.stat().st_size, "sha256": digest})
    manifest = {"recipe": recipe.VERSION, "source_sha256": original.sha256, "files": files}
    (directory / MANIFEST).write_text(json.dumps(manifest, indent=1))


def _record(original: Original, recording: Recording, built: Built, key: str, warning: Said) -> RenditionSet:
    made = RenditionSet.objects.create(
        recording=recording,
        original=original,
        source_sha256=original.sha256,
        recipe=recipe.VERSION,
        directory=key,
        duration_ms=validate.duration_ms(built.rungs),
        loudness_lufs=built.loudness_lufs,
        gain_db=built.gain_db,
        warning_code=warning.code,
        warning_values=warning.values,
        extras=built.extras,
    )
    Rendition.objects.bulk_create(
        Rendition(
            rendition_set=made,
            name=rung.name,
            width=rung.width,
            height=rung.height,
            frame_rate=float(rung.frame_rate) if rung.frame_rate else None,
            codecs=rung.codecs,
            bandwidth=rung.bandwidth,
            average_bandwidth=rung.average_bandwidth,
        )
        for rung in built.rungs
    )
    return made


def refuse_waiting(original: Original) -> None:
    """Raises TranscodingFailed for an original that is not the one its recording streams."""
    if Original.objects.filter(pk=original.pk, waiting=True).exists():
        raise TranscodingFailed("waits")


def point_at(made: RenditionSet, job: Job) -> None:
    """Make a set the one that is streamed. Call it inside a transaction that holds the job's lease.

    Raises Superseded: the way goes to newer sets only, so that what is being removed is never pointed at; and
    TranscodingFailed when its original waits, since somebody chose another one meanwhile.
    """
    refuse_waiting(made.original)
    recording_id = made.recording_id
    sets = RenditionSet.objects.select_for_update().filter(recording=recording_id, superseded_at=None)
    if made not in list(sets):
        raise Superseded
    sets.exclude(pk=made.pk).update(superseded_at=timezone.now())
    Recording.objects.filter(pk=recording_id).update(rendition_set=made, duration_ms=made.duration_ms)
    outcome = Event.Outcome.WARNING if made.warning else Event.Outcome.SUCCESS
    said = Said(made.warning_code, made.warning_values) or Said(
        "transcode.published", {"uuid": str(made.uuid), "recipe": made.recipe}
    )
    events.record(Event.Kind.CREATION, made.recording, said.code, outcome, job.created_by, **said.values)
    signals.recording_changed.send(Recording, recording_ids=[recording_id])
