"""The gate's question about one thing among 3,000 works: asked by the row, against asked of the whole table."""

import time
from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from archive.access import STRANGER, Layer
from archive.models import Recording, Restriction
from subtitles.models import Revision, Track

WORKS = 3000
ROUNDS = 7


def rows() -> list[tuple[str, str, str]]:
    """(what, ours divided by the other, note)."""
    with transaction.atomic():
        build()
        measured = [of_one_track(), of_a_list()]
        transaction.set_rollback(True)
    return measured


def build() -> None:
    """What as many works say of a recording each, with a published track; every tenth recording is for staff."""
    recordings = Recording.objects.bulk_create(Recording(title="", kind="audio") for _ in range(WORKS))
    Restriction.objects.write_rows(
        Restriction(
            recording=recording,
            basis="policy",
            source=f"work:{number}",
            audience="public" if number % 10 else "staff",
        )
        for number, recording in enumerate(recordings)
    )
    tracks = Track.objects.bulk_create(Track(recording=recording, language="sv") for recording in recordings)
    revisions = Revision.objects.bulk_create(Revision(track=track, number=1, source="vtt") for track in tracks)
    for track, revision in zip(tracks, revisions, strict=True):
        track.published_revision = revision
    Track.objects.bulk_update(tracks, ["published_revision"], batch_size=500)


def of_one_track() -> tuple[str, str, str]:
    uuid = Track.objects.order_by("pk")[WORKS // 2].uuid
    return against("One track among 3,000 works", lambda rows: rows.filter(uuid=uuid))


def of_a_list() -> tuple[str, str, str]:
    return against("A page of tracks among 3,000 works", lambda rows: rows.order_by("-pk")[:20])


def against(what: str, narrowed: Callable[[QuerySet[Track]], QuerySet[Track]]) -> tuple[str, str, str]:
    at = timezone.now()
    ours = narrowed(Track.objects.visible_to(STRANGER, at))
    heard = Recording.objects.visible_to(STRANGER, at, Layer.WORDS)
    whole = narrowed(Track.objects.filter(audience="public", published_revision__isnull=False, recording__in=heard))
    assert list(ours.values_list("pk")) == list(whole.values_list("pk"))
    ours_s, whole_s = (fastest(lambda rows=rows: list(rows.values_list("pk"))) for rows in (ours, whole))  # type: ignore[misc]
    return f"{what}: EXISTS against IN", f"{ours_s / whole_s:.2f}", f"{ours_s * 1000:.2f} ms, {whole_s * 1000:.2f} ms"


def fastest(work: Callable[[], object]) -> float:
    """Seconds of processor time of the fastest of some rounds."""
    found = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)
