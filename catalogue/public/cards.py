"""Works as cards in a list: always the same few queries, however many there are."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from archive.access import Viewer
from archive.models import Recording
from archive.streaming import links
from catalogue.models import Work, WorkRecording
from subtitles.models import Track

POSTER = "poster.jpg"


def cards(works: Iterable[Work], viewer: Viewer) -> list[dict[str, Any]]:
    """What `components/work_card.html` shows of each work. Give it works that were fetched `with_words`."""
    reader = get_language() or "sv"
    works = list(works)
    recordings = _recordings(works, viewer)
    languages = _subtitle_languages([each for parts in recordings.values() for each in parts], viewer)
    return [_card(work, recordings[work.pk], languages, viewer, reader) for work in works]


def poster(recording: Recording, viewer: Viewer) -> str:
    """The address of the recording's still picture; "" where it has none that is for this viewer."""
    return links.side_file(recording, viewer, POSTER)


def _card(
    work: Work, recordings: list[Recording], languages: dict[int, list[str]], viewer: Viewer, reader: str
) -> dict[str, Any]:
    return {
        "url": work.get_absolute_url(),
        "title": work.title_in(reader),
        "kind": work.kind,
        "kind_label": work.get_kind_display(),
        "year": work.year,
        "poster": poster(recordings[0], viewer) if recordings else "",
        "summary": work.text_in(reader, "summary"),
        "duration_ms": sum(recording.duration_ms or 0 for recording in recordings) or None,
        "languages": sorted({tag for recording in recordings for tag in languages[recording.pk]}),
        "stand_in": work.stand_in,
    }


def _recordings(works: list[Work], viewer: Viewer) -> dict[int, list[Recording]]:
    open_to_all = Recording.objects.listed_to(viewer).order_by()
    rows = WorkRecording.objects.filter(work__in=[work.pk for work in works], recording__in=open_to_all)
    found: dict[int, list[Recording]] = defaultdict(list)
    for row in rows.select_related("recording__rendition_set").prefetch_related("recording__restrictions"):
        found[row.work_id].append(row.recording)
    return found


def _subtitle_languages(recordings: list[Recording], viewer: Viewer) -> dict[int, list[str]]:
    tracks = Track.objects.listed_to(viewer).published().filter(recording__in=recordings).order_by()
    found: dict[int, list[str]] = defaultdict(list)
    for recording, language in tracks.values_list("recording_id", "language"):
        found[recording].append(language)
    return found
