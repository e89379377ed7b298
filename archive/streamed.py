"""What of a recording is streamed: one of its originals, or several joined. Others wait until an archivist chooses."""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet

from archive import events
from archive.exceptions import CannotJoin
from archive.jobs import plan
from archive.models import Assembly, AssemblySource, Event, Job, Original, Recording
from archive.transcoding.assembling import Piece, assemble
from archive.wording import Said

WAITS = Said("original.waits")
KIND = "transcode"


@transaction.atomic
def choose(pieces: Sequence[Piece], by: User | None = None) -> Job:
    """Stream these pieces of one recording, in this order; what was streamed goes on until their renditions are ready.

    Returns the job that makes them. Raises CannotJoin.
    """
    refuse_unfit(pieces)
    recording = Recording.objects.select_for_update().get(originals=pieces[0].original)
    assembly = assemble(recording, pieces, by)
    if recording.assembly_id == assembly.pk and (job := Job.objects.for_target(assembly).first()):
        return job
    for other in recording.assemblies.exclude(pk=assembly.pk):
        for job in Job.objects.for_target(other).open():
            plan.cancel(job)
    _record(recording, pieces, by)
    return _point(recording, assembly, by)


def begin(original: Original, by: User | None = None) -> Job:
    """Stream the first original of a recording. Call it in the transaction that makes its row."""
    assert original.recording  # noqa: S101
    return _point(original.recording, assemble(original.recording, [Piece(original)], by), by)


def _point(recording: Recording, assembly: Assembly, by: User | None) -> Job:
    recording.assembly = assembly
    recording.save(update_fields=["assembly"])
    return plan.plan(KIND, assembly, by)


def _record(recording: Recording, pieces: Sequence[Piece], by: User | None) -> None:
    code = "recording.streams_from" if len(pieces) == 1 else "recording.streams_joined"
    names = " + ".join(str(piece.original) for piece in pieces)
    keys = [piece.original.pk for piece in pieces]
    events.record(Event.Kind.MODIFICATION, recording, code, agent=by, file_name=names, originals=keys)


def refuse_unfit(pieces: Sequence[Piece]) -> None:
    """Raises CannotJoin for what cannot be streamed one after the other."""
    if not pieces:
        raise CannotJoin("nothing")
    recordings = {piece.original.recording_id for piece in pieces}
    if len(recordings) > 1 or None in recordings:
        raise CannotJoin("strangers")
    if len({piece.original.technical.get("kind") for piece in pieces}) > 1:
        raise CannotJoin("kinds")
    for piece in pieces:
        _refuse_range(piece)


def _refuse_range(piece: Piece) -> None:
    lasts = piece.original.technical.get("duration_ms")
    begins, ends = piece.in_ms or 0, piece.out_ms if piece.out_ms is not None else lasts
    if ends is not None and begins >= ends:
        raise CannotJoin("backwards", name=str(piece.original))
    if lasts is not None and ends is not None and ends > lasts:
        raise CannotJoin("beyond", name=str(piece.original), lasts_ms=lasts)


def is_streamed(original: Original) -> bool:
    """Whether an original is, or will be, part of what its recording streams."""
    return original.pk in streamed_of([original])


def waits(original: Original) -> bool:
    """Whether an original of a recording stands beside what is streamed."""
    return original.recording_id is not None and not is_streamed(original)


def streamed_of(originals: Sequence[Original]) -> set[int]:
    """The primary keys of those that are part of what their recordings stream."""
    chosen = Recording.objects.filter(originals__in=originals).values("assembly")
    found = AssemblySource.objects.filter(assembly__in=chosen, original__in=originals)
    return set(found.values_list("original_id", flat=True))


def jobs_about(originals: Sequence[Original]) -> "QuerySet[Job]":
    """The jobs that work on any of these originals, alone or with others; newest first."""
    kinds = ContentType.objects.get_for_models(Original, Assembly)
    uses = AssemblySource.objects.filter(original__in=originals).values("assembly")
    themselves = Q(target_type=kinds[Original], target_id__in=[original.pk for original in originals])
    return Job.objects.filter(themselves | Q(target_type=kinds[Assembly], target_id__in=uses)).order_by("-pk")
