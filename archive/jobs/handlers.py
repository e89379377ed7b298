"""Who does which kind of work. A room registers its handler when the app starts; nobody below knows who it is."""

from collections.abc import Callable
from typing import Protocol

from archive.exceptions import ArchiveError
from archive.models import Job
from archive.wording import Said


class Report(Protocol):
    """How a handler says how far it has come: 0-1000 and the step it is in, in plain words.

    Call it often. Raises LeaseLost when the job belongs to another worker now and JobCancelled when somebody asked for
    it to stop; let both through, after killing what was started and before publishing anything.
    """

    def __call__(self, per_mille: int, step: str = "") -> None: ...


# A handler returns what to know though it worked, if anything. It may run twice for the same job: be idempotent.
Handler = Callable[[Job, Report], Said]


class UnknownKindError(ArchiveError):
    """No room has registered a handler for this kind of job."""


_handlers: dict[str, Handler] = {}


def register(kind: str) -> Callable[[Handler], Handler]:
    """Make the decorated function the handler of jobs of this kind."""

    def keep(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return keep


def handler_for(kind: str) -> Handler:
    """The handler of a kind of job; raises UnknownKindError."""
    try:
        return _handlers[kind]
    except KeyError:
        raise UnknownKindError(kind) from None
