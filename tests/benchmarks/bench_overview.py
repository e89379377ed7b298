"""What a translator's pages ask of an archive of 20,000 recordings, against what one tenth of it costs."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet

from archive.access import Layer, Level, Viewer
from archive.models import Recording, Restriction
from subtitles.models import Cue, Revision, Track
from subtitles.overview import matrix
from tests.benchmarks.timing import fastest

SIZES = (2000, 20_000)
PAGE = 30
TRANSLATOR = Viewer(Level.TRANSLATOR)
Asked = Callable[[], object]


def rows() -> list[tuple[str, str, str]]:
    """(what, ours divided by a tenth of the archive, note)."""
    few, many = (_in_an_archive_of(size) for size in SIZES)
    return [(what, f"{many[what] / few[what]:.2f}", f"{many[what] * 1000:.0f} ms") for what in many]


def _in_an_archive_of(size: int) -> dict[str, float]:
    with transaction.atomic():
        _build(size)
        measured = {what: fastest(asked) for what, asked in QUESTIONS.items()}
        transaction.set_rollback(True)
    return measured


def _heard() -> QuerySet[Recording]:
    return Recording.objects.visible_to(TRANSLATOR, layer=Layer.WORDS)


def _page() -> object:
    return matrix.cells(list(_heard().order_by("-pk")[:PAGE]), TRANSLATOR)


def _missing() -> object:
    return list(matrix.lacking(_heard(), "en", TRANSLATOR).order_by("-pk")[:PAGE])


def _how_many_are_missing() -> object:
    return matrix.lacking(_heard(), "en", TRANSLATOR).count()


def _at_a_stage() -> object:
    return list(matrix.with_tracks(_heard(), TRANSLATOR, "published", "fa").order_by("-pk")[:PAGE])


QUESTIONS: dict[str, Asked] = {
    "A page of recordings by languages": _page,
    "A page of what is missing in a language": _missing,
    "A page of what is published in a language": _at_a_stage,
    "How much is missing in a language": _how_many_are_missing,
}


def _build(size: int) -> None:
    """Recordings with two tracks of two cues, the half of them published; every tenth recording is for staff."""
    recordings = Recording.objects.bulk_create(Recording(title="", kind="audio", language="fa") for _ in range(size))
    Restriction.objects.write_rows(
        Restriction(recording=recording, basis="policy", source=f"work:{n}", audience="public" if n % 10 else "staff")
        for n, recording in enumerate(recordings)
    )
    tracks = Track.objects.bulk_create(
        Track(recording=recording, language=language) for recording in recordings for language in ("fa", "sv")
    )
    revisions = Revision.objects.bulk_create(Revision(track=track, number=1, source="vtt") for track in tracks)
    for track, revision in zip(tracks[::2], revisions[::2], strict=True):
        track.published_revision = revision
    Track.objects.bulk_update(tracks[::2], ["published_revision"], batch_size=500)
    Cue.objects.bulk_create(
        (
            Cue(revision=revision, position=n, start_ms=n * 1000, end_ms=n * 1000 + 900, payload="ord " * n)
            for revision in revisions
            for n in range(2)
        ),
        batch_size=5000,
    )
