"""The bucket that the settings name."""

from django.conf import settings

from archive.storage.s3.link import Account, Link
from archive.storage.s3.presigned import Elsewhere
from archive.storage.s3.store import S3Store


def configured(prefix: str) -> S3Store:
    """The store below this prefix of the bucket."""
    elsewhere = Elsewhere(settings.S3_PUBLIC_ENDPOINT, settings.S3_PRESIGNED_SECONDS)
    return S3Store(link(prefix), elsewhere)


def link(prefix: str) -> Link:
    return Link(account(), settings.S3_BUCKET, f"{prefix}/")


def account() -> Account:
    return Account(
        endpoint=settings.S3_ENDPOINT, region=settings.S3_REGION, key=settings.S3_KEY, secret=settings.S3_SECRET
    )
