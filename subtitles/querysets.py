"""Questions asked of tracks."""

from datetime import datetime
from typing import Self

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from archive.access import Layer, Level, Viewer
from archive.models import Recording
from archive.querysets import M, ProtectedQuerySet

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

    def layered(self, viewer: Viewer, at: datetime, layer: Layer, *, listed: bool) -> Q:
        """A track is words, whatever is asked of it."""
        return Q()

    def published(self) -> Self:
        return self.filter(published_revision__isnull=False)

    def with_cues(self) -> Self:
        """Those whose published revision says anything."""
        cues = apps.get_model("subtitles", "Cue")._default_manager.filter(revision=OuterRef("published_revision"))
        return self.filter(Exists(cues))

    def note_saved(self, at: datetime) -> None:
        """Keep when the newest revision was written. Only members meet that, so nothing tells of a changed face."""
        QuerySet.update(self, saved_at=at)

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

    def playable_for(self, recording: Recording, viewer: Viewer, at: datetime | None = None) -> Self:
        """The tracks a player of this recording may offer this viewer, in a steady order."""
        return self.visible_to(viewer, at).filter(recording=recording).published().order_by("language", "kind", "pk")
