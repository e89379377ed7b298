import uuid
from collections.abc import Iterable

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.access import Audience, Layer, Level, Policy, lending
from archive.languages import CHOICES, Direction, autonym, direction
from archive.models import Protected
from subtitles.models.cue import Cue
from subtitles.models.origin import Origin
from subtitles.models.stage import Stage
from subtitles.querysets import SEES_UNPUBLISHED, TrackQuerySet


class Track(Protected):
    """The timed text of one recording in one language.

    What the public meets is the revision that `published_revision` points at, and nothing else. The track's own
    audience is public by default, which adds nothing to the recording's rule; with nothing published it is closed.

    `by_machine` says whose work comes here by itself: what a machine makes has a track of its own beside the people's,
    so that nothing of it lands among theirs unless somebody chooses that. `origin` is what is shown: it follows the
    published revision, or the newest while nothing is published (see `subtitles.provenance`).

    `stage` is how far the work on it has come, written by `subtitles.flow` alone; `standing` is that for people: what
    is published and not being worked on anew is published.
    """

    class Kind(models.TextChoices):
        """The kinds of WebVTT text tracks, and the written-out programme."""

        SUBTITLES = "subtitles", _("Subtitles")
        CAPTIONS = "captions", _("Captions for the deaf and hard of hearing")
        DESCRIPTIONS = "descriptions", _("Descriptions of what is seen")
        CHAPTERS = "chapters", _("Chapters")
        TRANSCRIPT = "transcript", _("Transcript")

    Origin = Origin

    audience = models.CharField(_("audience"), max_length=20, choices=Audience.choices, default=Audience.PUBLIC)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recording = models.ForeignKey(
        "archive.Recording", models.PROTECT, related_name="tracks", verbose_name=_("recording")
    )
    language = models.CharField(_("language"), max_length=20, choices=CHOICES)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.SUBTITLES)
    by_machine = models.BooleanField(_("for what machines make"), default=False, editable=False)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.IMPORTED)
    label = models.CharField(_("label"), max_length=100, blank=True)
    # The pointer: publishing flips it, and an older revision is published by pointing back.
    published_revision = models.ForeignKey(
        "subtitles.Revision", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    # By which rules it is checked; none means those for every track.
    profile = models.ForeignKey(
        "subtitles.Profile", models.SET_NULL, null=True, blank=True, related_name="tracks", verbose_name=_("rules")
    )
    stage = models.CharField(
        _("stage"), max_length=12, choices=Stage.of_the_work(), default=Stage.DRAFT, editable=False
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    # When its newest revision was written, so that the newest work of all is found without asking every revision.
    saved_at = models.DateTimeField(_("last saved"), default=timezone.now, editable=False, db_index=True)

    objects = TrackQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recording", "language", "kind", "by_machine", "label"], name="track_once_for_a_recording"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recording}: {self.name}"

    @property
    def name(self) -> str:
        """What a player's menu calls it: the label, or the language's name for itself; and that a machine made it."""
        name = self.label or autonym(self.language)
        if self.origin != Origin.MACHINE:
            return name
        return gettext("%(name)s (by a machine)") % {"name": name}

    @property
    def standing(self) -> Stage:
        stage = Stage(self.stage)
        is_at_rest = stage in {Stage.DRAFT, Stage.APPROVED}
        return Stage.PUBLISHED if is_at_rest and self.published_revision_id else stage

    @property
    def dir(self) -> Direction:
        return direction(self.language)

    @property
    def lent_as(self) -> str:
        """Who translates one of them needs the others of the recording beside it."""
        return lending("recording", self.recording_id)

    def policies(self, layer: Layer) -> Iterable[Policy]:
        """A track is words, whatever is asked of it."""
        return [self, *self.recording.policies(Layer.WORDS)]

    def closed_below(self) -> Level:
        own = Level.STRANGER if self.published_revision_id else SEES_UNPUBLISHED
        return max(own, self.recording.closed_below())

    def recording_ids(self) -> list[int]:
        return [self.recording_id]

    def published_cues(self) -> models.QuerySet[Cue]:
        """The cues the public meets, in the order of time; none while nothing is published."""
        return published_cues([self])


def published_cues(tracks: Iterable[Track]) -> models.QuerySet[Cue]:
    """THE door to what the public reads: the published cues of tracks that the gate let through, in the order of time.

    Nothing else reads cues for visitors, the index or machines.
    """
    revisions = [track.published_revision_id for track in tracks if track.published_revision_id is not None]
    # What a machine knows of single words is much, and nothing that is read.
    shown = Cue.objects.filter(revision__in=revisions).defer("words")
    return shown.order_by("start_ms", "-end_ms", "position")
