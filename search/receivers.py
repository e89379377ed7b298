"""What search hears from the rooms below. The changes are told inside the transaction that makes them."""

from typing import Any

from archive.signals import archive_restored, recording_changed
from catalogue.models import WorkRecording
from catalogue.signals import work_changed
from search.index import build
from subtitles.models import Track
from subtitles.signals import track_changed


def on_work(sender: Any, work_ids: list[int], **_: Any) -> None:
    build.announce(work_ids)


def on_track(sender: Any, track: Track, **_: Any) -> None:
    build.announce(_works_of([track.recording_id]))


def on_recording(sender: Any, recording_ids: list[int], **_: Any) -> None:
    build.announce(_works_of(recording_ids))


def _works_of(recording_ids: list[int]) -> list[int]:
    links = WorkRecording.objects.filter(recording__in=recording_ids).order_by()
    return list(links.values_list("work_id", flat=True).distinct())


def on_restored(sender: Any, **_: Any) -> None:
    """The database is another one: what the index knows counts for nothing."""
    build.rebuild()


def connect() -> None:
    archive_restored.connect(on_restored, dispatch_uid="search.archive_restored")
    work_changed.connect(on_work, dispatch_uid="search.work_changed")
    track_changed.connect(on_track, dispatch_uid="search.track_changed")
    recording_changed.connect(on_recording, dispatch_uid="search.recording_changed")
