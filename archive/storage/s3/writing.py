"""Bytes into an object: once, whole, and checked against their sums before anything may speak of them.

An object of more than one part appears when its parts are joined, which is done when all of them arrived and the whole
has the SHA-256 it must have. An object bears the mark of the write that made it: where an answer is lost and the
request sent again, "there is something already" can mean our own.
"""

import base64
import hashlib
import io
import uuid
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import BinaryIO

from archive.digest import CHUNK, Digest, Stamp, of_stream
from archive.exceptions import AlreadyStored, NotAsSaid, StoreTrouble
from archive.storage.s3 import abilities, locking
from archive.storage.s3.answers import Answer
from archive.storage.s3.link import Link
from archive.storage.s3.reading import read

PART_BYTES = 16 * 1024**2
MOST_PARTS = 10_000
MARK = "write"


@dataclass(frozen=True, slots=True)
class Wanted:
    """`sha256`: of the whole, where it is known. `once`: something under this name is a reason to refuse.

    `mark`: who writes; whoever writes the same once more under the same mark is told that all went well.
    """

    name: str
    sha256: str = ""
    once: bool = True
    mark: str = ""


def write(link: Link, wanted: Wanted, stream: BinaryIO, size: int, *, ask_length: bool = True) -> Stamp:
    """Write the next `size` bytes of a stream. Raises AlreadyStored, NotAsSaid, StoreTrouble; then nothing is left.

    `ask_length`: False for whoever asks by herself how long what arrived is.
    """
    wanted = replace(wanted, mark=wanted.mark or uuid.uuid4().hex)
    able = abilities.of(link)
    with locking.unless(able.conditions or not wanted.once, link, wanted.name):
        if wanted.once:
            _refuse_taken(link, wanted)
        send = _send_whole if size <= PART_BYTES else _send_parts
        stamp = send(link, wanted, stream, size)
    if ask_length or not able.checksums:
        _confirm(link, wanted.name, stamp, able)
    return stamp


def note(link: Link, name: str, content: bytes) -> None:
    """A small object of our own, in the place of what was there. Raises StoreTrouble."""
    write(link, Wanted(name, once=False), io.BytesIO(content), len(content), ask_length=False)


def _refuse_taken(link: Link, wanted: Wanted) -> None:
    """Before anything is sent; what comes in between, the condition of the write itself finds."""
    with suppress(FileNotFoundError):
        if not _is_ours(link.ask("head_object", wanted.name), wanted):
            raise AlreadyStored(wanted.name)


def _is_ours(head: Answer, wanted: Wanted) -> bool:
    return bool(head.get("Metadata", {}).get(MARK) == wanted.mark)


def _send_whole(link: Link, wanted: Wanted, stream: BinaryIO, size: int) -> Stamp:
    content = _exactly(stream, size, wanted)
    digest = hashlib.sha256(content)
    _refuse_other(wanted, digest.hexdigest())
    _put(link, wanted, content, digest.digest())
    return Stamp(size, digest.hexdigest())


def _put(link: Link, wanted: Wanted, content: bytes, sha256: bytes) -> None:
    condition = {"IfNoneMatch": "*"} if wanted.once else {}
    try:
        link.ask(
            "put_object",
            wanted.name,
            Body=content,
            ChecksumSHA256=_encoded(sha256),
            Metadata={MARK: wanted.mark},
            **condition,
        )
    except AlreadyStored:
        if not _is_ours(link.ask("head_object", wanted.name), wanted):
            raise


def _send_parts(link: Link, wanted: Wanted, stream: BinaryIO, size: int) -> Stamp:
    begun = link.ask("create_multipart_upload", wanted.name, ChecksumAlgorithm="SHA256", Metadata={MARK: wanted.mark})
    try:
        whole = Digest()
        parts = []
        length = part_bytes(size)
        for number, start in enumerate(range(0, size, length), start=1):
            content = _exactly(stream, min(length, size - start), wanted)
            whole.write(content)
            parts.append(_send_part(link, wanted.name, begun["UploadId"], number, content))
        _refuse_other(wanted, whole.sha256)
        _join(link, wanted, begun["UploadId"], parts)
    except BaseException:
        with suppress(OSError):  # `sweep` removes what cannot be removed now
            link.ask("abort_multipart_upload", wanted.name, UploadId=begun["UploadId"])
        raise
    return whole.stamp


def part_bytes(size: int) -> int:
    """How long the parts of a file of this size are: a whole number of chunks, and never more parts than S3 takes."""
    least = -(-size // MOST_PARTS)
    return max(PART_BYTES, -(-least // CHUNK) * CHUNK)


def _send_part(link: Link, name: str, upload: str, number: int, content: bytes) -> dict[str, object]:
    checksum = _encoded(hashlib.sha256(content).digest())
    part = {"UploadId": upload, "PartNumber": number, "Body": content, "ChecksumSHA256": checksum}
    answer = link.ask("upload_part", name, **part)
    # A server that knows no sums does not want to hear of them when the parts are joined.
    known = {"ChecksumSHA256": checksum} if "ChecksumSHA256" in answer else {}
    return {"PartNumber": number, "ETag": answer["ETag"], **known}


def _join(link: Link, wanted: Wanted, upload: str, parts: list[dict[str, object]]) -> None:
    condition = {"IfNoneMatch": "*"} if wanted.once else {}
    try:
        link.ask(
            "complete_multipart_upload", wanted.name, UploadId=upload, MultipartUpload={"Parts": parts}, **condition
        )
    except (AlreadyStored, FileNotFoundError) as error:  # no such upload: perhaps it was joined, and the answer lost
        if not _is_ours(link.ask("head_object", wanted.name), wanted):
            raise AlreadyStored(wanted.name) from error


def _confirm(link: Link, name: str, stamp: Stamp, able: abilities.Abilities) -> None:
    """What lies there is what was sent: by its length and, where the server checked no sums, by reading it back."""
    arrived = link.ask("head_object", name)["ContentLength"]
    if arrived == stamp.size and able.checksums:
        return
    if arrived != stamp.size or of_stream(read(link, name)) != stamp:
        link.ask("delete_object", name)
        raise StoreTrouble("altered", name)


def _exactly(stream: BinaryIO, size: int, wanted: Wanted) -> bytes:
    """Raises NotAsSaid for a stream that ends too early."""
    content = bytearray()
    while len(content) < size and (piece := stream.read(size - len(content))):
        content += piece
    if len(content) < size:
        raise NotAsSaid(wanted.name)
    return bytes(content)


def _refuse_other(wanted: Wanted, sha256: str) -> None:
    if wanted.sha256 and wanted.sha256 != sha256:
        raise NotAsSaid(wanted.name)


def _encoded(digest: bytes) -> str:
    return base64.b64encode(digest).decode()
