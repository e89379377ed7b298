"""What S3 answers, by the names it gives: boto3 brings no types, so these say what is used of it."""

from datetime import datetime
from typing import BinaryIO, TypedDict


class Found(TypedDict):
    """An object in a list. `Name` is its key without the prefix of the store, and `Size` is in bytes."""

    Key: str
    Name: str
    Size: int
    LastModified: datetime


class Upload(TypedDict):
    """An object whose parts were not joined yet."""

    Key: str
    UploadId: str
    Initiated: datetime


class Part(TypedDict):
    LastModified: datetime


class Answer(TypedDict, total=False):
    """Of any request; which of these are there depends on what was asked."""

    Body: BinaryIO
    ContentLength: int
    ETag: str
    ChecksumSHA256: str
    Metadata: dict[str, str]
    UploadId: str
    Contents: list[Found]
    Uploads: list[Upload]
    Parts: list[Part]
    Errors: list[dict[str, str]]
    IsTruncated: bool
    NextContinuationToken: str
    NextKeyMarker: str
    NextUploadIdMarker: str
    NextPartNumberMarker: int
