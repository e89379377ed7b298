"""Holes in what a rule means for everything that a work is made of, and in what happens when that changes."""

from dataclasses import replace
from typing import Any

from tests.leaks import matrix
from tests.leaks.mutations.holes import always, both, instead
from tests.leaks.mutations.mutation import Mutation
from tests.leaks.mutations.of_the_gate import CAPTIONS, DOCUMENT, EMBARGO, STAFF, STREAM, UNPUBLISHED, WITHDRAWN, WORK
from tests.leaks.mutations.slices import Slice, files, these

NOTHING = always(None)


def opened(state: str, *names: str) -> Slice:
    return Slice(state, matrix.reachable, ("stranger",), (these(*names),), back=True)


def _leaves_out(**fields: Any) -> Any:
    def wrapper(real: Any) -> Any:
        def rules(*args: Any, **kwargs: Any) -> Any:
            return [replace(rule, **fields) for rule in real(*args, **kwargs)]

        return rules

    return wrapper


RESTRICTIONS = "catalogue.policy.rules_of"
TIGHTEN = "archive.policy.tighten"
DOWN = (
    Mutation(
        "a work's rule stays with the work",
        lambda: instead("catalogue.policy._push", lambda real: set),
        files(STAFF, STREAM, DOCUMENT, CAPTIONS),
    ),
    Mutation(
        "parts hear nothing of a work's audience",
        lambda: instead(RESTRICTIONS, _leaves_out(audience="public")),
        files(STAFF, STREAM),
    ),
    Mutation(
        "parts hear nothing of a work's withdrawal",
        lambda: instead(RESTRICTIONS, _leaves_out(withdrawn=False)),
        files(WITHDRAWN, STREAM),
    ),
    Mutation(
        "parts hear nothing of a work's embargo",
        lambda: instead(RESTRICTIONS, _leaves_out(embargo_until=None)),
        files(EMBARGO, STREAM),
    ),
    Mutation(
        "what a work said once is never taken back",
        lambda: instead("archive.models.restriction.RestrictionQuerySet.erase", NOTHING),
        files("the recording is taken out of its work", STREAM),
    ),
    Mutation(
        "a work that is deleted goes on vouching",
        lambda: both(instead("catalogue.policy.forget", NOTHING), instead("catalogue.policy.tell_parts", NOTHING)),
        files("the work is deleted", STREAM),
    ),
    Mutation(
        "unpublishing closes the page alone",
        lambda: instead("catalogue.policy.push_down", NOTHING),
        files(UNPUBLISHED, STREAM),
    ),
    Mutation(
        "an untied recording stays open",
        lambda: instead("catalogue.policy.tell_parts", NOTHING),
        files("the recording is taken out of its work", STREAM),
    ),
)
AWAY = (
    Mutation(
        "a withdrawal stays behind when a recording leaves",
        lambda: instead(TIGHTEN, NOTHING),
        files("a recording is taken out of a withdrawn work and put into an open one", STREAM),
    ),
    Mutation(
        "a withdrawal ends with the work",
        lambda: instead(TIGHTEN, NOTHING),
        files("a withdrawn work is deleted and its recording put into an open one", STREAM),
    ),
    Mutation("withdrawing does nothing", lambda: instead("archive.policy.turn", always([])), files(WITHDRAWN, WORK)),
    Mutation("setting a rule does nothing", lambda: instead("catalogue.policy._apply", always(())), files(STAFF, WORK)),
)
BACK = (
    Mutation(
        "what was lifted stays closed", lambda: instead("catalogue.policy.lift", NOTHING), opened(WITHDRAWN, STREAM)
    ),
)
MUTATIONS = (*DOWN, *AWAY, *BACK)
