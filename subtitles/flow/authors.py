"""Who wrote what is to be approved, so that with approval by two another one approves it."""

from django.db.models import Q

from subtitles import stages
from subtitles.models import Revision, Stage


def authors(revision: Revision) -> set[int]:
    """The keys of all who wrote in the track up to this revision, since one was last approved or published."""
    track = revision.track
    done = track.steps.filter(stage__in=(Stage.APPROVED, Stage.PUBLISHED), revision__number__lt=revision.number)
    last = done.select_related("revision").order_by("-revision__number").first()
    before = last.revision if last else None
    changes = track.changes.exclude(kind__in=stages.READING)
    revisions = track.revisions.filter(Q(upto=0) | Q(upto=None), number__lte=revision.number)
    if before is not None:
        changes = changes.filter(number__gt=before.upto or 0)
        revisions = revisions.filter(number__gt=before.number)
    if revision.upto is not None:
        changes = changes.filter(number__lte=revision.upto)
    wrote = {*changes.values_list("by", flat=True), *revisions.values_list("created_by", flat=True)}
    return {key for key in wrote if key is not None}
