"""What may go wrong on the way to a server and back: what is tried again, and how the rest is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from elastic_transport import TransportError
from elasticsearch import ApiError
from elasticsearch.helpers import BulkIndexError

from search.engines.condition import Condition, UnusableError
from search.exceptions import EngineUnavailableError

_TRIES = 5
_NOT_FOUND = 404
_DISK_IS_FULL = ("flood-stage", "No space left on device")
T = TypeVar("T")


def again(work: Callable[[], T]) -> T:
    """Do it anew where a generation went while it was done."""
    for _ in range(_TRIES - 1):
        try:
            return work()
        except (ApiError, BulkIndexError) as error:
            if not _is_gone(error):
                raise
    return work()


def _is_gone(error: ApiError | BulkIndexError) -> bool:
    """Whether the index is not there, or went while it was asked, when no shard of it says why it failed.

    Of several questions that are sent together each has a status of its own.
    """
    if isinstance(error, BulkIndexError):
        return all(result.get("status") == _NOT_FOUND for result in error.errors)
    body = error.body if isinstance(error.body, dict) else {}
    reason = body.get("error")
    unsaid = isinstance(reason, dict) and reason.get("root_cause") == []
    return unsaid or _NOT_FOUND in (error.meta.status, body.get("status"))


@contextmanager
def answering() -> Iterator[None]:
    """What the server says of a failure may repeat what was asked, so none of its words is kept but the kind."""
    try:
        yield
    except UnusableError as error:
        raise EngineUnavailableError(str(error)) from error
    except ApiError as error:
        reason = str(UnusableError(Condition.MISSING)) if _is_gone(error) else f"{error.meta.status} {error.error}"
        raise EngineUnavailableError(reason, full=_is_full(error.body)) from None
    except BulkIndexError as error:
        kinds = sorted({str(result.get("error", {}).get("type")) for result in error.errors})
        raise EngineUnavailableError(", ".join(kinds), full=_is_full(error.errors)) from None
    except TransportError as error:
        raise EngineUnavailableError(f"{type(error).__name__}: {error.message}") from None


def _is_full(answer: object) -> bool:
    return any(words in str(answer) for words in _DISK_IS_FULL)
