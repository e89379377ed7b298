"""What the matrix of translations asks of works: the series, what belongs to one, and what works are called."""

from django.db.models import Q, QuerySet

from archive.access import Viewer
from catalogue.models import RadioEpisode, RadioSeries, Title, Work, WorkRecording
from subtitles.overview.works import Works


def _choices(viewer: Viewer) -> list[tuple[str, str]]:
    seen = RadioSeries.objects.visible_to(viewer).prefetch_related("titles")
    return sorted(((str(series.pk), str(series)) for series in seen), key=lambda choice: choice[1].casefold())


def _within(key: str, viewer: Viewer) -> Q:
    """Recordings of the series' programmes, and those that are tied to the series itself."""
    series = RadioSeries.objects.visible_to(viewer).filter(pk=int(key)).values("pk")
    programmes = RadioEpisode.objects.visible_to(viewer).filter(series__in=series).values("pk")
    return _recordings(Q(work__in=series) | Q(work__in=programmes))


def _titled(text: str, viewer: Viewer) -> Q:
    seen: QuerySet[Work] = Work.objects.visible_to(viewer).filter(
        pk__in=Title.objects.filter(text__icontains=text).values("work")
    )
    return _recordings(Q(work__in=seen.order_by().values("pk")))


def _recordings(tied: Q) -> Q:
    return Q(pk__in=WorkRecording.objects.filter(tied).order_by().values("recording"))


WORKS = Works(_choices, _within, _titled)
