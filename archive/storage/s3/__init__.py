"""A store that is a part of an S3 bucket, on any server that speaks S3."""

from archive.storage.s3.chosen import configured
from archive.storage.s3.store import S3Store

__all__ = ["S3Store", "configured"]
