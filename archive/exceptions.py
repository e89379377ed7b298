"""What can go wrong in the archive, as one tree. Each message is one sentence for the person who sent the file."""

from django.utils.translation import gettext as _

from archive.wording import Said


class ArchiveError(Exception):
    """Anything this app refuses or fails to do; `str(error)` may be shown to a user."""


class Refused(ArchiveError):
    """A file that is not taken in. `code` is stable (for --json); `said` is what is kept, with the values.

    `sha256` is that of the refused bytes, "" when they could not all be read.
    """

    def __init__(self, code: str, sha256: str = "", **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.sha256 = sha256
        self.said = Said(f"refused.{code}", values)

    def __str__(self) -> str:
        return str(self.said)


class Duplicate(ArchiveError):
    """The same bytes are in the archive already. `original_id` is the primary key of the one we hold.

    `healed`: what we held of them was missing or rotten, and these have taken its place.
    """

    def __init__(self, original_id: int, sha256: str, *, healed: bool = False) -> None:
        super().__init__(original_id, sha256)
        self.original_id = original_id
        self.sha256 = sha256
        self.said = Said("refused.healed" if healed else "refused.duplicate")

    def __str__(self) -> str:
        return str(self.said)


class AlreadyStored(ArchiveError):
    """Storage is write-once: something lies under this key."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class NotAsSaid(ArchiveError):
    """What arrived in the store is not what was announced; nothing of it was kept. `key` says of what."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class UnknownSession(ArchiveError):
    """There is no such session of parts, or none any more: it was completed, aborted or swept."""


class PartsMissing(ArchiveError):
    """A file cannot be put together yet; `numbers` are the parts that have not come."""

    def __init__(self, session: str, numbers: list[int]) -> None:
        super().__init__(session, numbers)
        self.numbers = numbers


class StoreTrouble(ArchiveError, OSError):
    """A store could not do its part; what lies in it is as it was. Whoever minds the machine reads the `detail`.

    `code`: away (no answer, or an answer of trouble), gone (no such bucket), refused (no right to it), full, altered
    (other bytes came than were sent), scratch (no room for a copy to work on). An OSError, as a disk's trouble is.
    """

    def __init__(self, code: str, detail: str = "", **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.said = Said(f"store.{code}", values)

    @property
    def trouble(self) -> str:
        """What it means for whoever brings a file, see `archive.disk`."""
        return f"store_{self.code}"

    def __str__(self) -> str:
        return str(self.said)


class Superseded(ArchiveError):
    """Another rendition set took this one's place; it may be on its way out and is not streamed again."""


class ProcessFailed(ArchiveError):
    """A sandboxed program ended badly. `reason` is one of exit, timeout, stalled, memory, cancelled, missing."""

    def __init__(self, reason: str, detail: str = "", returncode: int | None = None) -> None:
        super().__init__(reason, detail, returncode)
        self.reason = reason
        self.detail = detail
        self.returncode = returncode


class CannotJoin(ArchiveError):
    """These originals cannot be streamed in this way; `said` says why."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.said = Said(f"join.{code}", values)

    def __str__(self) -> str:
        return str(self.said)


class JobFailed(ArchiveError):
    """An attempt at a job did not come to what was asked for; `said` says why.

    `may_pass`: that may have been this machine's trouble of the moment, so that trying again makes sense.
    """

    def __init__(self, said: Said, *, may_pass: bool = False) -> None:
        super().__init__(said)
        self.said = said
        self.may_pass = may_pass

    def __str__(self) -> str:
        return str(self.said)


class TranscodingFailed(JobFailed):
    """A rendition set could not be built."""

    def __init__(self, said: Said | str, *, may_pass: bool = False) -> None:
        super().__init__(said if isinstance(said, Said) else Said(f"transcode.{said}"), may_pass=may_pass)


class LeaseLost(ArchiveError):
    """Another worker owns the job now: drop everything, publish nothing."""


class JobCancelled(ArchiveError):
    """Somebody asked for this job to stop."""


class TargetGone(ArchiveError):
    """What the job was about is no longer there."""

    said = Said("job.target_gone")

    def __str__(self) -> str:
        return str(self.said)


class RuleGuarded(ArchiveError):
    """Somebody but `policy` or `restricting` tried to write who may see a thing: `model`, and `fields` of its rule."""

    def __init__(self, model: str, fields: list[str]) -> None:
        super().__init__(f"{model}: {', '.join(fields)} are written by policy and restricting alone.")
        self.model = model
        self.fields = fields


class RuleChanged(ArchiveError):
    """A rule is no longer what somebody saw when she decided on another. `message` says who changed it, and when."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotReady(ArchiveError):
    """Something is not opened to strangers yet, because what must be there first is not. `str()` says what lacks."""


class LedgerUnwritable(ArchiveError):
    """The ledger of withdrawals cannot be written, so nothing may be opened again; `path` is where it should lie."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return _("The ledger of withdrawals at %(path)s cannot be written, so nothing is opened: mend that first.") % {
            "path": self.path
        }


class PreservationFailed(ArchiveError):
    """A backup, a restore or a drill that was not done; `message` says why in one sentence, and the way out."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
