"""How far the work on a track has come: the one writer of `Track.stage`, and of the steps by which it came there."""

from collections.abc import Iterable

from django.contrib.auth.models import User

from subtitles.models import Revision, Stage, Step, Track

# What is put at rest waits for nobody; to write in it is to begin anew.
_AT_REST = frozenset({Stage.DRAFT, Stage.APPROVED})
# To confirm, to comment or see to a comment, to choose or to hold against the source is to read; whatever else is done
# to a cue is to write.
READING = frozenset({"confirm", "comment", "resolve", "seen", "settle"})


def put(track: Track, stage: Stage, by: User | None, *, revision: Revision | None = None, comment: str = "") -> Step:
    """Put a track at a stage; what is published is a draft again as soon as somebody goes on. Hold the track's row."""
    track.stage = Stage.DRAFT if stage == Stage.PUBLISHED else stage
    Track.objects.filter(pk=track.pk).note_stage(track.stage)
    return Step.objects.create(
        track=track, stage=stage, revision=revision, by=by, comment=comment[: Step.COMMENT_LENGTH]
    )


def note_work(track: Track, kinds: Iterable[str], by: User | None) -> None:
    """Somebody made changes of these kinds: what was at rest is in translation. Hold the track's row."""
    if track.stage in _AT_REST and set(kinds) - READING:
        put(track, Stage.TRANSLATING, by)


def note_published(track: Track, revision: Revision, by: User | None) -> None:
    """A revision was published: if nothing was written since, the work on the track is over. Hold the track's row."""
    if not is_behind(track, revision):
        put(track, Stage.PUBLISHED, by, revision=revision)


def is_behind(track: Track, revision: Revision) -> bool:
    """Whether words or times were written in the track that this revision does not have."""
    if revision.upto is None or track.revisions.filter(number__gt=revision.number).exists():
        return True
    return track.changes.filter(number__gt=revision.upto).exclude(kind__in=READING).exists()


def is_approved(revision: Revision) -> bool:
    """Whether somebody approved exactly this revision."""
    return revision.steps.filter(stage=Stage.APPROVED).exists()
