"""Write down what is to be streamed of a recording. The same again is the same row."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from archive.models import Assembly, AssemblySource, Original, Recording
from archive.models.assembly import identity_of
from archive.transcoding import recipe

Role = AssemblySource.Role


@dataclass(frozen=True, slots=True)
class Piece:
    """An original, or what lies between `in_ms` and `out_ms` of it; None is its beginning, and its end."""

    original: Original
    in_ms: int | None = None
    out_ms: int | None = None
    role: Role = Role.PROGRAMME

    @property
    def end_ms(self) -> int | None:
        """Where it ends in its original, None where nobody knows how long that is."""
        return self.out_ms if self.out_ms is not None else self.original.technical.get("duration_ms")


@transaction.atomic
def assemble(
    recording: Recording, pieces: Sequence[Piece], by: User | None = None, edits: Sequence[object] = ()
) -> Assembly:
    """The assembly of these pieces in their order, made by today's recipe."""
    sources = [
        AssemblySource(
            position=position, original=piece.original, role=piece.role, in_ms=piece.in_ms, out_ms=piece.out_ms
        )
        for position, piece in enumerate(pieces, start=1)
    ]
    identity = identity_of(sources, edits, recipe.VERSION)
    fields = {"recipe": recipe.VERSION, "edits": list(edits), "created_by": by}
    made, is_new = Assembly.objects.get_or_create(recording=recording, identity=identity, defaults=fields)
    if is_new:
        for source in sources:
            source.assembly = made
        AssemblySource.objects.bulk_create(sources)
    return made


@transaction.atomic
def of_today(assembly: Assembly) -> Assembly:
    """This assembly, or where an older recipe made it, the same by today's, which takes its place if it is the chosen
    one."""
    if assembly.recipe == recipe.VERSION:
        return assembly
    recording = Recording.objects.select_for_update().get(pk=assembly.recording_id)
    pieces = [
        Piece(source.original, source.in_ms, source.out_ms, Role(source.role))
        for source in assembly.sources.select_related("original")
    ]
    renewed = assemble(recording, pieces, assembly.created_by, assembly.edits)
    Recording.objects.filter(pk=recording.pk, assembly=assembly).update(assembly=renewed)
    return renewed
