"""Change what a track is said to be, or whose it is; no revision changes, and a move never opens anything."""

from functools import partial

from django.contrib.auth.models import User
from django.db import transaction

from archive import events
from archive.models import Event, Recording
from subtitles import flow, provenance
from subtitles.exceptions import TrackExists
from subtitles.models import PendingImport, Track
from subtitles.signals import track_changed
from subtitles.workbench import links


@transaction.atomic
def edit(
    track: Track,
    *,
    recording: Recording,
    language: str,
    kind: str,
    label: str,
    by_machine: bool,
    by: User | None = None,
) -> Track:
    """Write what differs, with an event that says what it was; where nothing does, nothing happens.

    A track that is moved to another recording keeps its revisions and is taken from the public: nobody has looked at it
    beside that recording yet, and who may read it there is another matter. Its cues hang on those of its new source;
    what they hung on before counts again when it comes back. Raises TrackExists where the recording has
    such a track already; then nothing changes.
    """
    # The rows of both are the lock, as in an import: nobody makes such a track meanwhile.
    keys = {track.recording_id, recording.pk}
    list(Recording.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    held = Track.objects.select_for_update().filter(recording__in=keys).order_by("pk")
    locked: Track = next(each for each in held if each.pk == track.pk)
    wanted = {
        "recording_id": recording.pk, "language": language, "kind": kind, "label": label, "by_machine": by_machine
    }  # fmt: skip
    if Track.objects.filter(**wanted).exclude(pk=locked.pk).exists():
        raise TrackExists
    fields = {name: (getattr(locked, name), value) for name, value in wanted.items() if getattr(locked, name) != value}
    if not fields:
        return locked
    is_moved = "recording_id" in fields
    was_published = locked.published_revision_id is not None
    if is_moved:
        locked.recording, locked.published_revision = recording, None
    for name in fields:
        setattr(locked, name, wanted[name])
    locked.save(update_fields=[name.removesuffix("_id") for name in fields] + ["published_revision"] * is_moved)
    provenance.follow(locked)
    if is_moved:
        flow.settle_all(locked, by)
        links.come_back(locked)
        links.begin_for(locked)
    _let_follow(locked, recording, is_moved=is_moved)
    record = partial(events.record, Event.Kind.MODIFICATION, locked, agent=by)
    # By number: who reads of the track may not know of the other recording.
    record("track.edited", fields={name.removesuffix("_id"): pair for name, pair in fields.items()})
    if is_moved and was_published:
        record("track.unpublished", revision=None)
    track_changed.send(sender=Track, track=locked)
    return locked


def _let_follow(track: Track, recording: Recording, *, is_moved: bool) -> None:
    """What waits to come into the track: a file goes with it, unpublished; a manuscript, what a recogniser hears, or a
    translation is of the recording's words, so its cues stay there, in the track of what machines make."""
    waiting = PendingImport.objects.filter(track=track, revision=None)
    waiting.update(language=track.language, kind=track.kind)
    if is_moved:
        waiting.update(recording=recording, publish=False)
        track.manuscripts.filter(revision=None).update(track=None)
        track.transcriptions.filter(revision=None).update(track=None)
        track.translations.filter(revision=None).update(track=None)
