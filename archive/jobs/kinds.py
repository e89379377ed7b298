"""The kinds of work there are. A room registers its own when the app starts; nobody below knows what they do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.db import models
from django.utils.functional import Promise

from archive.exceptions import ArchiveError
from archive.models import Job
from archive.wording import Said

Pool = Job.Pool

# How long a job waits after its first, second, and every further failure, where its kind says nothing else.
BACK_OFF_SECONDS: tuple[float, ...] = (10, 60, 300)


class Report(Protocol):
    """How a handler says how far it has come: 0-1000 and the step it is in, in plain words.

    Call it often. Raises LeaseLost when the job belongs to another worker now and JobCancelled when somebody asked for
    it to stop; let both through, after killing what was started and before publishing anything.
    """

    def __call__(self, per_mille: int, step: str = "") -> None: ...


# A handler returns what to know though it worked, if anything. It may run twice for the same job: be idempotent.
Handler = Callable[[Job, Report], Said]


class UnknownKindError(ArchiveError):
    """No room has registered this kind of job."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.said = Said("job.unknown_kind", {"kind": code})

    def __str__(self) -> str:
        return str(self.said)


class WrongTargetError(ArchiveError):
    """A kind of job is not about such a thing. A mistake in the code, and said to whoever wrote it."""

    def __init__(self, kind: "Kind", target: models.Model | None) -> None:
        super().__init__(f"Jobs of the kind {kind.code} are about {kind.targets or 'no one thing'}, not {target!r}.")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work.

    `label` is for people, lazily translated. `targets`: the models that it may be about, such as "archive.Original";
    none for work that is about no one thing. `attempts` and `back_off` (seconds after the first, the second and every
    further failure) are the settings' and the house's where they are None. `one_open`: whether planning it again while
    one like it waits or runs answers with that one.
    """

    code: str
    label: str | Promise
    handler: Handler
    pool: Pool = Pool.LIGHT
    targets: tuple[str, ...] = ()
    attempts: int | None = None
    back_off: tuple[float, ...] | None = None
    one_open: bool = True

    @property
    def max_attempts(self) -> int:
        return settings.JOB_ATTEMPTS if self.attempts is None else self.attempts

    def accept(self, target: models.Model | None) -> None:
        """Raises WrongTargetError unless this kind of work can be about this thing."""
        name = None if target is None else (target._meta.concrete_model or type(target))._meta.label
        if (name is None and self.targets) or (name is not None and name not in self.targets):
            raise WrongTargetError(self, target)


_kinds: dict[str, Kind] = {}


def register(
    code: str,
    label: str | Promise,
    *,
    pool: Pool = Pool.LIGHT,
    targets: Iterable[str] = (),
    attempts: int | None = None,
    back_off: Iterable[float] | None = None,
    one_open: bool = True,
) -> Callable[[Handler], Handler]:
    """Make the decorated function the handler of a kind of work; see `Kind`."""
    seconds = None if back_off is None else tuple(back_off)

    def keep(handler: Handler) -> Handler:
        _kinds[code] = Kind(code, label, handler, pool, tuple(targets), attempts, seconds, one_open)
        return handler

    return keep


def get(code: str) -> Kind:
    """The kind of this code. Raises UnknownKindError."""
    try:
        return _kinds[code]
    except KeyError:
        raise UnknownKindError(code) from None


def label(code: str) -> str:
    """What people call a kind of work; the code itself where its room is gone."""
    return str(_kinds[code].label) if code in _kinds else code


def labels() -> dict[str, str]:
    """Every kind there is and what people call it."""
    return {code: label(code) for code in _kinds}


def back_off(code: str) -> tuple[float, ...]:
    """The seconds that a job of this kind waits after its first, second, and every further failure."""
    own = _kinds[code].back_off if code in _kinds else None
    return BACK_OFF_SECONDS if own is None else own
