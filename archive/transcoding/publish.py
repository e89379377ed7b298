"""Put a finished set in its place, then point the recording at it: old state or new, never a mixture."""

import json
import time
from pathlib import Path

from django.utils import timezone

from archive import events, signals, storage
from archive.digest import Stamp, of_file, of_folder
from archive.exceptions import Superseded, TranscodingFailed
from archive.jobs import lease
from archive.jobs.attempts import SET, is_held
from archive.models import Assembly, Event, Job, Recording, Rendition, RenditionSet
from archive.transcoding import validate
from archive.transcoding.build import Built
from archive.wording import Said

MANIFEST = "manifest.json"
SWEEP_EVERY_SECONDS = 3600
NEVER_ARRIVED_SECONDS = 24 * 3600


def publish(job: Job, assembly: Assembly, built: Built, *, directory: Path, warning: Said) -> RenditionSet:
    """Store the directory's files and make them what is streamed. Raises LeaseLost, leaving nothing behind."""
    manifest = write_manifest(directory, assembly)
    key = f"{assembly.recording.uuid}/{SET}-{job.lease}"
    renditions = storage.renditions()
    renditions.put_tree(key, directory, manifest)
    try:
        with lease.hold(job):
            made = _record(assembly, built, key, warning)
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
        sizes = renditions.stat_tree(made.directory)
    except FileNotFoundError:
        return False
    return all(sizes.get(file["name"]) == file["size"] for file in files)


def sweep(recording: Recording) -> None:
    """Remove what attempts at a recording stored before they were killed and could not record."""
    renditions = storage.renditions()
    stored = {"/".join(name.split("/")[:2]) for name in renditions.names(str(recording.uuid))}
    _remove_lost(stored)


def sweep_unpublished() -> int:
    """Remove what killed attempts stored and nobody will publish any more; returns how many sets. Safe at any time."""
    renditions = storage.renditions()
    stored = {key for owner in renditions.trees() for key in renditions.trees(owner)}
    return _remove_lost(stored) + renditions.sweep(time.time() - NEVER_ARRIVED_SECONDS)


def _remove_lost(stored: set[str]) -> int:
    """Remove those of these sets that no row speaks of or ever will; returns how many."""
    recorded, lost = RenditionSet.objects.all(), 0
    for key in stored.difference(recorded.values_list("directory", flat=True)):
        # In this order: an attempt that no longer holds its job has recorded its set by now, or never will.
        if not is_held(key.rpartition("/")[2]) and not recorded.filter(directory=key).exists():
            storage.renditions().remove_tree(key)
            lost += 1
    return lost


def write_manifest(directory: Path, assembly: Assembly) -> dict[str, Stamp]:
    """Write down every file with its size and SHA-256, and what it was made from; returns the same, and its own."""
    found = of_folder(directory)
    files = [{"name": name, "size": stamp.size, "sha256": stamp.sha256} for name, stamp in found.items()]
    said = {"identity": assembly.identity, "recipe": assembly.recipe, "files": files}
    (directory / MANIFEST).write_text(json.dumps(said, indent=1))
    return found | {MANIFEST: of_file(directory / MANIFEST)}


def _record(assembly: Assembly, built: Built, key: str, warning: Said) -> RenditionSet:
    made = RenditionSet.objects.create(
        recording=assembly.recording,
        assembly=assembly,
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


def refuse_unchosen(assembly: Assembly) -> None:
    """Raises TranscodingFailed for an assembly that is not the one its recording streams."""
    if not Recording.objects.filter(assembly=assembly).exists():
        raise TranscodingFailed("waits")


def point_at(made: RenditionSet, job: Job) -> None:
    """Make a set the one that is streamed. Call it inside a transaction that holds the job's lease.

    Raises Superseded: the way goes to newer sets only, so that what is being removed is never pointed at; and
    TranscodingFailed when somebody chose another assembly meanwhile.
    """
    recording_id = made.recording_id
    sets = RenditionSet.objects.select_for_update().filter(recording=recording_id, superseded_at=None)
    if made not in list(sets):
        raise Superseded
    # In one statement, so that nobody chooses another between the question and the answer.
    chosen = Recording.objects.filter(pk=recording_id, assembly=made.assembly_id)
    if not chosen.update(rendition_set=made, duration_ms=made.duration_ms):
        raise TranscodingFailed("waits")
    sets.exclude(pk=made.pk).update(superseded_at=timezone.now())
    outcome = Event.Outcome.WARNING if made.warning else Event.Outcome.SUCCESS
    said = Said(made.warning_code, made.warning_values) or Said(
        "transcode.published", {"uuid": str(made.uuid), "recipe": made.recipe}
    )
    events.record(Event.Kind.CREATION, made.recording, said.code, outcome, job.created_by, **said.values)
    signals.recording_changed.send(Recording, recording_ids=[recording_id])
