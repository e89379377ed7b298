"""Holes in what pages about works and names are made of."""

from typing import Any

from django.test import Client
from django.utils import timezone

from catalogue.models import Work
from subtitles.models import Revision
from tests.leaks.mutations.holes import instead, unasked
from tests.leaks.mutations.mutation import Mutation
from tests.leaks.mutations.of_the_gate import CAPTIONS, EMBARGO, PERSON, STAFF, UNLISTED, WITHDRAWN, WORK
from tests.leaks.mutations.slices import Slice, files, open_files, other_pages

LIST, HOME, SERIES, OWN = "/works/", "/", "/works/serien/", "/works/kanarieslug/"
SOUND, PART, WORDS = "the recording is for staff", "the second part is for staff", "the words are unpublished"
PERSON_CLOSED, DOCUMENT_CLOSED = "the person is for staff", "the document is for staff"


def _unasked(name: str, *functions: str, noticed: Slice) -> Mutation:
    return Mutation(f"{name}, and the gate is not asked", lambda: unasked(*functions), noticed)


PAGES = (
    _unasked("a work's page is shown", "catalogue.public.building.at_address", noticed=files(STAFF, WORK)),
    _unasked("a name's page is shown", "catalogue.public.names.name", noticed=files(PERSON_CLOSED, PERSON)),
    _unasked("a work's recordings are played", "catalogue.public.playing.known", noticed=other_pages(SOUND, OWN)),
    _unasked(
        "a series' programmes are listed", "catalogue.public.work_page._episodes", noticed=other_pages(EMBARGO, SERIES)
    ),
    _unasked(
        "a programme's neighbours are named",
        "catalogue.public.facts.series_named",
        "catalogue.public.facts.near",
        noticed=other_pages(EMBARGO, "/works/granne-ett/", "/works/granne-tre/"),
    ),
    _unasked("a work's people are named", "catalogue.public.facts.mentioned", noticed=other_pages(PERSON_CLOSED, OWN)),
    _unasked(
        "a work's documents are offered", "catalogue.public.facts.ready", noticed=other_pages(DOCUMENT_CLOSED, OWN)
    ),
    _unasked(
        "what a place contains is named",
        "catalogue.public.names._around",
        noticed=other_pages(UNLISTED, "/places/granne-place/"),
    ),
    _unasked(
        "a track is offered to the player",
        "catalogue.public.playing.published",
        noticed=other_pages("the track is for staff", OWN),
    ),
)
LISTS = (
    _unasked("works are listed", "catalogue.public.filters.WorksForm.__init__", noticed=other_pages(STAFF, LIST)),
    _unasked(
        "spoken languages are offered",
        "catalogue.public.filters._spoken",
        noticed=other_pages(SOUND, f"{LIST}?language=ckb"),
    ),
    _unasked("cards tell of recordings", "catalogue.public.building.listed", noticed=other_pages(PART, LIST)),
    _unasked(
        "cards tell of subtitles",
        "catalogue.public.building.readable",
        noticed=other_pages("the track is for staff", LIST),
    ),
    _unasked(
        "the front page counts and shows works", "catalogue.public.home.sections", noticed=other_pages(WITHDRAWN, HOME)
    ),
    _unasked(
        "a name's page lists works",
        "catalogue.public.names.name",
        "catalogue.public.kept.Listed.__getitem__",  # asks again of each that is shown
        noticed=other_pages(EMBARGO, "/people/granne-person/"),
    ),
)


def _with_notes(real: Any) -> Any:
    """All blocks of the file, not only the cues."""

    def public(track: Any, viewer: Any) -> str:
        notes = [block["text"] for block in track.published_revision.blocks]
        return real(track, viewer) + "\n\n".join(notes)

    return public


def _newest(real: Any) -> Any:
    """The newest revision, not the published one."""

    def public(track: Any, viewer: Any) -> str:
        track.published_revision = Revision.objects.filter(track=track).order_by("-number").first()
        return real(track, viewer)

    return public


def _labels(_real: Any) -> Any:
    """Speakers by what the tracks call them."""
    return lambda track, _viewer: {speaker.label: speaker.label for speaker in track.recording.speakers.all()}


WORDS_OUT = (
    Mutation(
        "translators' notes go out",
        lambda: instead("subtitles.exporting.public_webvtt", _with_notes),
        open_files(CAPTIONS),
    ),
    Mutation(
        "the newest revision goes out, published or not",
        lambda: instead("subtitles.exporting.public_webvtt", _newest),
        open_files(CAPTIONS),
    ),
    Mutation("labels of speakers go out", lambda: instead("subtitles.speaking.names", _labels), open_files(CAPTIONS)),
)


def _of_before(real: Any) -> Any:
    """The versions as they were when everything was open, and a page that was kept under them."""
    known = {slug: real(slug, timezone.now()) for slug in Work.objects.values_list("slug", flat=True)}
    Client().get(OWN)
    return lambda slug, at: known.get(slug)


KEPT = (
    Mutation(
        "a kept page outlives what it shows",
        lambda: instead("catalogue.public.stored._versions", _of_before),
        files(STAFF, WORK),
    ),
)

MUTATIONS = (*PAGES, *LISTS, *WORDS_OUT, *KEPT)
