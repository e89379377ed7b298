"""Questions asked of tracks."""

from datetime import datetime
from typing import Self

from django.db.models import Count, Exists, Max, OuterRef, Q

from archive.access import Layer, Level, Viewer
from archive.models import Recording
from archive.querysets import M, ProtectedQuerySet

# What is not published yet is what translators work on.
SEES_UNPUBLISHED = Level.TRANSLATOR


class TrackQuerySet(ProtectedQuerySet[M]):
    def closed(self, viewer: Viewer, at: datetime, *, listed: bool) -> Q:
        """A track is reached through the words of its recording, and by the public once a revision is published."""
        recordings = Recording.objects.filter(pk=OuterRef("recording_id")).order_by()
        heard = recordings.listed_to if listed else recordings.visible_to
        condition = Q(Exists(heard(viewer, at, Layer.WORDS)))
        if viewer.level < SEES_UNPUBLISHED:
            condition &= Q(published_revision__isnull=False)
        return condition

    def layered(self, viewer: Viewer, at: datetime, layer: Layer, *, listed: bool) -> Q:
        """A track is words, whatever is asked of it."""
        return Q()

    def published(self) -> Self:
        return self.filter(published_revision__isnull=False)

    def with_history(self) -> Self:
        """Each track with its published revision, the number of its `latest` one, how many and when `saved_at`."""
        about = {"latest": Max("revisions__number"), "saved_at": Max("revisions__created_at")}
        return self.select_related("recording", "published_revision").annotate(
            revision_count=Count("revisions"), **about
        )

    def playable_for(self, recording: Recording, viewer: Viewer, at: datetime | None = None) -> Self:
        """The tracks a player of this recording may offer this viewer, in a steady order."""
        return self.visible_to(viewer, at).filter(recording=recording).published().order_by("language", "kind", "pk")
