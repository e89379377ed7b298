"""Holes in what is found: what the index holds, what it is told, and what is shown of it."""

from tests.leaks import matrix
from tests.leaks.mutations.holes import always, both, instead, unasked
from tests.leaks.mutations.mutation import Mutation
from tests.leaks.mutations.of_the_gate import STAFF, WITHDRAWN
from tests.leaks.mutations.slices import CANNOT_FOLLOW, PUT_BACK, Slice, other_pages

SAID, FREEDOM, YEAR = "/search/?q=kanariereplik", "/search/?q=frihet", "/search/?q=frihet&year=1979"
NEIGHBOURS = "/search/?q=granne"
NAMED, TITLED = "/search/?q=kanarieperson", "/search/?q=kanarietitel"
SOUND, WORDS = "the recording is for staff", "the words are unpublished"


def stale(state: str, index: str) -> Slice:
    part = matrix.unsettled if index == CANNOT_FOLLOW else matrix.misled
    return Slice(state, part, ("stranger",), index=index)


INDEX = (
    Mutation(
        "closed works go into the index",
        lambda: unasked("search.index.items.public_works"),
        other_pages(STAFF, FREEDOM, NEIGHBOURS),
    ),
    Mutation(
        "closed recordings go into the index",
        lambda: unasked("search.index.items._of"),
        other_pages(SOUND, FREEDOM, NEIGHBOURS),
    ),
    Mutation(
        "closed words go into the index",
        lambda: unasked("search.index.items._cues"),
        other_pages("the track is for staff", SAID),
    ),
    Mutation(
        "closed names go into the index",
        lambda: unasked("search.index.items._names"),
        other_pages("the person is for staff", NAMED),
    ),
    Mutation(
        "the index hears of no change",
        lambda: instead("search.index.outbox.write", always(None)),
        other_pages(STAFF, FREEDOM, NEIGHBOURS),
    ),
)
HEARD = (
    Mutation(
        "no change of a rule raises a version",
        lambda: instead("catalogue.face.raise_version", always(None)),
        other_pages(WITHDRAWN, FREEDOM, YEAR),
    ),
    Mutation(
        "recordings show on no work",
        lambda: both(
            instead("catalogue.telling.works_of", always(set())), instead("catalogue.policy.holding", always(set()))
        ),
        other_pages(SOUND, FREEDOM, NEIGHBOURS),
    ),
    Mutation(
        "words show on no work",
        lambda: instead("catalogue.telling.works_of", always(set())),
        other_pages(WORDS, SAID),
    ),
)
SHOWN = (
    Mutation(
        "an index that cannot follow is believed",
        lambda: instead("search.index.outbox.unsettled", always(frozenset())),
        stale(STAFF, CANNOT_FOLLOW),
    ),
    Mutation(
        "works are shown as the index has them",
        lambda: unasked("search.answer.query._Shown.__init__", "search.answer.moments.Moments.__init__"),
        stale(STAFF, PUT_BACK),
    ),
    Mutation(
        "moments are shown as the index has them",
        lambda: unasked("search.answer.moments.Moments.__init__"),
        stale(SOUND, PUT_BACK),
    ),
    Mutation(
        "a result tells that there are other parts",
        lambda: unasked("search.answer.query._Shown.__init__"),
        other_pages("the second part is for staff", TITLED),
    ),
)
MUTATIONS = (*INDEX, *HEARD, *SHOWN)
