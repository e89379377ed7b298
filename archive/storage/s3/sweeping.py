"""What was on its way into a bucket and never arrived."""

from contextlib import suppress
from datetime import datetime

from archive.storage.s3 import sessions, trees
from archive.storage.s3.abilities import PROBES
from archive.storage.s3.answers import Upload
from archive.storage.s3.link import Link


def sweep(link: Link, before: float) -> int:
    """Remove it if it is older than this moment (seconds since 1970); returns how many files, trees and sessions."""
    lost = trees.stale(link, before)
    for key in lost:
        trees.remove(link, key)
    probes = [each["Name"] for each in link.objects(PROBES) if each["LastModified"].timestamp() < before]
    trees.remove_all(link, probes)
    return len(lost) + len(probes) + sessions.sweep(link, before) + _abort_uploads(link, before)


def _abort_uploads(link: Link, before: float) -> int:
    """Parts of objects that were never joined: no list of objects shows them, and they are paid for."""
    idle = [upload for upload in list(_uploads(link)) if _last_sign(link, upload).timestamp() < before]
    for upload in idle:
        with suppress(FileNotFoundError):  # somebody was faster
            link.ask("abort_multipart_upload", link.name_of(upload["Key"]), UploadId=upload["UploadId"])
    return len(idle)


def _uploads(link: Link) -> list[Upload]:
    given = {"Prefix": link.prefix}
    found: list[Upload] = []
    while True:
        page = link.ask("list_multipart_uploads", **given)
        found += page.get("Uploads", ())
        if not page.get("IsTruncated"):
            return found
        given |= {"KeyMarker": page["NextKeyMarker"], "UploadIdMarker": page["NextUploadIdMarker"]}


def _last_sign(link: Link, upload: Upload) -> datetime:
    """When it began, or its newest part came: a large file takes its time."""
    newest: datetime = upload["Initiated"]
    given: dict[str, object] = {"UploadId": upload["UploadId"]}
    with suppress(FileNotFoundError):
        while True:
            page = link.ask("list_parts", link.name_of(upload["Key"]), **given)
            newest = max([newest, *(part["LastModified"] for part in page.get("Parts", ()))])
            if not page.get("IsTruncated"):
                break
            given["PartNumberMarker"] = page["NextPartNumberMarker"]
    return newest
