"""Holes in what is lent to somebody, in what an invited translator reaches, and in the translation memory."""

from dataclasses import replace
from typing import Any

from django.db.models import Q

from archive import access
from archive.access import Level
from archive.models import Recording
from subtitles.models import Track
from tests.leaks import lending, translating
from tests.leaks.mutations.holes import Wrapper, always, both, instead, unasked
from tests.leaks.mutations.mutation import Mutation
from tests.leaks.mutations.of_the_gate import STAFF, WITHDRAWN
from tests.leaks.mutations.slices import Part, Slice

EVERY_ROW = always(Q(pk__isnull=False))
VIEWER = "archive.access.viewers.Viewer"
MET, WORKABLE = "subtitles.querysets.TrackQuerySet.met_by", "subtitles.querysets.TrackQuerySet.workable_by"
READING = "subtitles.memory.reading"


def lent(state: str, part: Part = lending.of_the_recording) -> Slice:
    return Slice(state, part, ("member",))


def asked(part: Part, who: str = "") -> Slice:
    return Slice("", part, (who,) if who else ())


def _all(real: Any) -> Any:
    return lambda rows, *args, **kwargs: rows.all()


def _as_if_a_translator(real: Any) -> Any:
    return lambda keys, viewer: real(keys, viewer.as_translator())


def lending_of_the_second_part() -> str:
    return access.lending("recording", Recording.objects.get(title__endswith=" två").pk)


def _viewer(answer: Any) -> Wrapper:
    return lambda real: lambda viewer, *args: answer(viewer)


LENT = (
    Mutation(
        "whoever looks is a translator to `decide`",
        lambda: instead(f"{VIEWER}.upon", _viewer(lambda viewer: viewer.as_translator())),
        lent(STAFF, lending.of_the_second_part),
    ),
    Mutation(
        "what is lent opens what is withdrawn",
        lambda: instead(f"{VIEWER}.as_translator", _viewer(lambda viewer: replace(viewer, level=Level.ARCHIVIST))),
        lent(WITHDRAWN),
    ),
    Mutation(
        "to whom one recording is lent every recording is",
        lambda: instead("archive.querysets.RestrictableQuerySet.lent", EVERY_ROW),
        lent(STAFF, lending.of_the_second_part),
    ),
    Mutation(
        "to whom one recording is lent every track is",
        lambda: instead("subtitles.querysets.TrackQuerySet.lent", EVERY_ROW),
        lent(STAFF, lending.of_the_second_part),
    ),
    Mutation(
        "every track is lent with whatever is",
        lambda: instead(
            "subtitles.models.track.Track.lent_as",
            lambda real: property(lambda track: lending_of_the_second_part()),
        ),
        lent(STAFF, lending.of_the_second_part),
    ),
    Mutation(
        "what is lent has no end",
        lambda: instead(f"{VIEWER}.grants_at", _viewer(lambda viewer: viewer.grants)),
        lent(STAFF, lending.after_its_end),
    ),
    Mutation(
        "what was lent for work stays lent after it",
        lambda: instead("archive.grants.take_back", always(None)),
        lent(STAFF, lending.after_her_work),
    ),
    Mutation(
        "work that is done lends still",
        lambda: instead("subtitles.models.assignment.AssignmentQuerySet.open", _all),
        lent(STAFF, lending.after_her_work),
    ),
)
REACHED = (
    Mutation(
        "an invited translator meets in the admin what everybody may see",
        lambda: instead(MET, _all),
        asked(translating.beside_her_work),
    ),
    Mutation(
        "an invited translator works on whatever she meets",
        lambda: instead(WORKABLE, _all),
        asked(translating.beside_her_work),
    ),
    Mutation(
        "nobody is asked what she may work on",
        lambda: both(
            instead("subtitles.admin.actions.reached", lambda real: lambda *_: Track.objects.all()),
            instead("subtitles.admin.reach.worked_on", lambda real: lambda _, pk, *__: Track.objects.get(pk=pk)),
        ),
        asked(translating.beside_her_work),
    ),
    Mutation(
        "drafts of a source are for whoever works beside it",
        lambda: both(instead(MET, _all), instead("subtitles.admin.reach.sees_drafts", always(True))),
        asked(translating.drafts_of_a_source),
    ),
    Mutation(
        "what is done to a closed source is told beside it",
        lambda: unasked("subtitles.admin.workbench.exchange._beside"),
        asked(translating.changes_of_a_closed_source, "translator"),
    ),
    Mutation(
        "what is found says what a closed source says",
        lambda: unasked("subtitles.reviewing._spoken"),
        asked(translating.findings_beside_a_closed_source, "translator"),
    ),
)
REMEMBERED = (
    Mutation(
        "the translation memory does not ask the gate",
        lambda: unasked(f"{READING}._cues"),
        asked(translating.memory_of_what_is_closed, "translator"),
    ),
    Mutation(
        "the translation memory tells who speaks",
        lambda: instead(f"{READING}._hidden", always([])),
        asked(translating.memory_of_names, "translator"),
    ),
    Mutation(
        "the translation memory tells drafts to whoever is invited",
        lambda: instead(f"{READING}._cues", _as_if_a_translator),
        asked(translating.memory_of_drafts),
    ),
    Mutation(
        "the translation memory tells whoever is invited what files brought",
        lambda: instead(f"{READING}._rows", _as_if_a_translator),
        asked(translating.memory_of_drafts),
    ),
)
MUTATIONS = (*LENT, *REACHED, *REMEMBERED)
