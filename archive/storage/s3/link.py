"""The way to a bucket: one client for each account, and errors in the archive's own words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from http import HTTPStatus
from typing import cast

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from archive.exceptions import AlreadyStored, StoreTrouble
from archive.storage.s3.answers import Answer, Found

CONNECT_SECONDS = 5
READ_SECONDS = 30
READERS_SECONDS = 3  # a thread that waits for the server serves nobody else
CONNECTIONS = 32
# What servers say, by their codes; where a code is not known, the status of the answer counts.
_NOT_THERE = frozenset({"NoSuchKey", "NoSuchUpload", "404", "NotFound"})
_TAKEN = frozenset({"PreconditionFailed", "ConditionalRequestConflict"})
_MEANINGS = {
    "NoSuchBucket": "gone",
    "BadDigest": "altered",
    "InvalidDigest": "altered",
    "XAmzContentSHA256Mismatch": "altered",
    "XAmzContentChecksumMismatch": "altered",
    "QuotaExceeded": "full",
    "InsufficientStorage": "full",
    "InsufficientCapacity": "full",
    "XMinioStorageFull": "full",
}
_STATUSES = {
    HTTPStatus.UNAUTHORIZED: "refused",
    HTTPStatus.FORBIDDEN: "refused",
    HTTPStatus.NOT_FOUND: "gone",
    HTTPStatus.INSUFFICIENT_STORAGE: "full",
}


class BeyondEnd(Exception):
    """The range that was asked for begins where the object has ended."""


@dataclass(frozen=True, slots=True)
class Account:
    """`retries`: how often a request is sent in all; botocore waits between with jitter. `hurried`: for a reader."""

    endpoint: str
    region: str
    key: str
    secret: str
    retries: int = 4
    hurried: bool = False


@lru_cache(maxsize=8)
def client(account: Account) -> object:
    """A client, which threads may share; making one takes a tenth of a second."""
    return boto3.client(
        "s3",
        endpoint_url=account.endpoint,
        region_name=account.region,
        aws_access_key_id=account.key,
        aws_secret_access_key=account.secret,
        config=Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},  # the bucket in the path works with any server and any certificate
            retries={"mode": "standard", "total_max_attempts": account.retries},
            connect_timeout=READERS_SECONDS if account.hurried else CONNECT_SECONDS,
            read_timeout=READERS_SECONDS if account.hurried else READ_SECONDS,
            max_pool_connections=CONNECTIONS,
            # Sums are our own, SHA-256, and stand in the head: not every server understands those that follow a body.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )


def call(account: Account, operation: str, **given: object) -> object:
    """One of a client's methods, which have no types. Raises botocore's errors."""
    return getattr(client(account), operation)(**given)


@dataclass(frozen=True, slots=True)
class Link:
    """A part of a bucket. `prefix` ends with a slash, and no name that is asked for here bears it."""

    account: Account
    bucket: str
    prefix: str

    def impatient(self) -> "Link":
        """The same, for whoever asks whether it answers at all: nothing is tried again."""
        return replace(self, account=replace(self.account, retries=1))

    def for_readers(self) -> "Link":
        """The same, for somebody who looks at an empty page meanwhile."""
        return replace(self, account=replace(self.account, retries=2, hurried=True))

    def ask(self, operation: str, name: str | None = None, **given: object) -> Answer:
        """One request, about the object of this name if there is one.

        Raises FileNotFoundError where it is not there, AlreadyStored where something is, StoreTrouble for all else.
        """
        if name is not None:
            given["Key"] = self.prefix + name
        try:
            return cast(Answer, call(self.account, operation, Bucket=self.bucket, **given))
        except ClientError as error:
            raise self._translated(error, operation, name or "") from error
        except BotoCoreError as error:
            raise StoreTrouble("away", str(error)) from error

    def _translated(self, error: ClientError, operation: str, name: str) -> Exception:
        code = str(error.response.get("Error", {}).get("Code", ""))
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if code in _NOT_THERE and operation != "head_bucket":
            if operation.startswith("head"):  # whose answer has no body that says what is not there
                self.ask("head_bucket")
            return FileNotFoundError(name)
        if code in _TAKEN or status == HTTPStatus.PRECONDITION_FAILED:
            return AlreadyStored(name)
        if status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            return BeyondEnd(name)
        return StoreTrouble(_MEANINGS.get(code) or _STATUSES.get(status, "away"), f"{operation}: {error}")

    def name_of(self, key: str) -> str:
        return key.removeprefix(self.prefix)

    def objects(self, below: str = "") -> Iterator[Found]:
        """Every object below, as `Name`, `Size` (bytes) and `LastModified`."""
        given = {"Prefix": self.prefix + below}
        while True:
            page = self.ask("list_objects_v2", **given)
            for found in page.get("Contents", ()):
                yield {**found, "Name": self.name_of(found["Key"])}
            if not page.get("IsTruncated"):
                return
            given["ContinuationToken"] = page["NextContinuationToken"]
