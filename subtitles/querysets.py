"""Questions asked of tracks."""

from collections.abc import Collection
from datetime import datetime
from typing import Self

from django.apps import apps
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from archive.access import Layer, Level, Viewer
from archive.models import Recording
from archive.querysets import M, ProtectedQuerySet
from archive.questions import Question

# What is not published yet is what translators work on.
SEES_UNPUBLISHED = Level.TRANSLATOR


class TrackQuerySet(ProtectedQuerySet[M]):
    def closed(self, viewer: Viewer, at: datetime, *, listed: bool) -> Q:
        """A track is reached through the words of its recording, and by the public once a revision is published."""
        if viewer.level >= Level.ARCHIVIST:
            return Q()
        recordings = Recording.objects.filter(pk=OuterRef("recording_id")).order_by()
        heard = recordings.listed_to if listed else recordings.visible_to
        condition = Q(Exists(heard(viewer, at, Layer.WORDS)))
        if viewer.level < SEES_UNPUBLISHED:
            condition &= Q(published_revision__isnull=False)
        return condition

    def lent(self, viewer: Viewer, at: datetime) -> Q:
        """The tracks of the recordings that are."""
        keys = viewer.lent("recording", at)
        return Q(recording__in=keys) if keys else Q()

    def layered(self, viewer: Viewer, at: datetime, layer: Layer, *, listed: bool) -> Q:
        """A track is words, whatever is asked of it."""
        return Q()

    def met_by(self, viewer: Viewer, at: datetime | None = None) -> Self:
        """Of the tracks, those that a member meets in the admin: an invited translator those beside her work alone."""
        if viewer.level >= SEES_UNPUBLISHED:
            return self
        return self.filter(recording__in=viewer.lent("recording", at or timezone.now()))

    def workable_by(self, viewer: Viewer, task: str = "") -> Self:
        """Of the tracks, those that a member may change: archivists all, translators those in their languages, of which
        invited ones what is assigned to them and not done; with `task`, for that."""
        if viewer.level >= Level.ARCHIVIST:
            return self
        hers = self.in_languages(languages_of(viewer))
        if viewer.level >= SEES_UNPUBLISHED:
            return hers
        assigned = apps.get_model("subtitles", "Assignment")._default_manager.filter(
            track=OuterRef("pk"), person=viewer.user_id, done_at=None, **({"task": task} if task else {})
        )
        return hers.filter(Exists(assigned))

    def in_languages(self, codes: Collection[str]) -> Self:
        """Those in one of these languages; all of them for none, as `Translator` says it."""
        return self.filter(language__in=codes) if codes else self

    def published(self) -> Self:
        return self.filter(published_revision__isnull=False)

    def with_cues(self) -> Self:
        """Those whose published revision says anything."""
        cues = apps.get_model("subtitles", "Cue")._default_manager.filter(revision=OuterRef("published_revision"))
        return self.filter(Exists(cues))

    def note_saved(self, at: datetime) -> None:
        """Keep when the newest revision was written. Only members meet that, so nothing tells of a changed face."""
        QuerySet.update(self, saved_at=at)

    def note_stage(self, stage: str) -> None:
        """Keep how far the work has come; for `subtitles.stages` alone. Only members meet that."""
        QuerySet.update(self, stage=stage)

    def with_history(self) -> Self:
        """Each track with its published revision, the number of its `latest` one, and how many there are."""
        ours = apps.get_model("subtitles", "Revision")._default_manager.filter(track=OuterRef("pk"))
        newest = ours.order_by("-number").values("number")
        many = ours.order_by().values("track").annotate(many=Count("pk")).values("many")
        # Asked row by row: joined, the whole table would be grouped before a page of it is cut off.
        return self.select_related("recording", "published_revision").annotate(
            latest=Subquery(newest[:1]),
            revision_count=Coalesce(Subquery(many), 0),
        )

    def with_stale(self, viewer: Viewer) -> Self:
        """Each track with the number of its cues whose source was changed, in tracks that this viewer may see."""
        links = apps.get_model("subtitles", "Link")._default_manager.filter(track=OuterRef("pk"), stale=True)
        seen = links.standing().filter(source__in=type(self)(self.model).visible_to(viewer).order_by().values("pk"))
        many = seen.order_by().values("track").annotate(many=Count("held_by", distinct=True)).values("many")
        return self.annotate(stale_count=Coalesce(Subquery(many), 0))

    def playable_for(self, recording: Recording, viewer: Viewer, at: datetime | None = None) -> Self:
        """The tracks a player of this recording may offer this viewer, in a steady order."""
        return self.visible_to(viewer, at).filter(recording=recording).published().order_by("language", "kind", "pk")


def languages_of(viewer: Viewer) -> tuple[str, ...]:
    """The codes of those that she writes; none for every one, as it is for archivists."""
    if viewer.user_id is None or viewer.level >= Level.ARCHIVIST:
        return ()
    return tuple(next(iter(_languages(user=viewer.user_id)), ()))


@Question
def _languages(user: int) -> QuerySet[Model, list[str]]:
    said = apps.get_model("subtitles", "Translator")._default_manager.filter(user=user)
    return said.values_list("languages", flat=True)[:1]
