"""The database's own ledger of withdrawals. Rows are opened and closed here; see `Withdrawal` for what they say."""

from collections.abc import Collection, Mapping

from django.contrib.auth.models import User
from django.utils import timezone

from archive.models import Withdrawal
from archive.models.withdrawal import WithdrawalQuerySet

BECAUSE_LENGTH = 300


def open_for(
    kind: str,
    rules: Mapping[int, Mapping[str, object]],
    *,
    by: User | None,
    because: str = "",
    source: str = "",
    asked: Collection[int] = (),
) -> None:
    """Open one for each of these things of a kind, with the rule that it had until now.

    `asked`: those that somebody asks for by themselves. What went with its work before goes with it no more.
    """
    if asked:
        open_of(kind, asked).exclude(source="").write(source="")
    Withdrawal.objects.write_rows(
        Withdrawal(
            subject_type=kind,
            subject_id=key,
            withdrawn_by=by,
            because=because[:BECAUSE_LENGTH],
            rule=dict(rule),
            source=source,
        )
        for key, rule in rules.items()
    )


def close_for(kind: str, keys: Collection[int], *, by: User | None, because: str = "") -> None:
    """Write into the open ones of these things that they were lifted."""
    lifted = {"lifted_at": timezone.now(), "lifted_by": by, "lifted_because": because[:BECAUSE_LENGTH]}
    open_of(kind, keys).write(**lifted)


def open_of(kind: str, keys: Collection[int]) -> WithdrawalQuerySet[Withdrawal]:
    """The open ones of these things."""
    return Withdrawal.objects.filter(subject_type=kind, subject_id__in=keys, lifted_at=None)


def together_with(source: str, kind: str, keys: Collection[int]) -> list[int]:
    """Those of these things that are withdrawn because `source` was, in the order in which they were named."""
    found = set(open_of(kind, keys).filter(source=source).values_list("subject_id", flat=True))
    return [key for key in keys if key in found]
