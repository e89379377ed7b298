"""The store that is a part of an S3 bucket."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from django.http import HttpRequest, HttpResponseBase

from archive.digest import Digest, Stamp, of_folder
from archive.exceptions import AlreadyStored, StoreTrouble
from archive.storage import scratch
from archive.storage.answering import answer
from archive.storage.base import Store, Until, check_key, refuse_other
from archive.storage.body import MayGoOn
from archive.storage.s3 import sessions, sweeping, trees
from archive.storage.s3.link import Link
from archive.storage.s3.presigned import Elsewhere
from archive.storage.s3.reading import read
from archive.storage.s3.writing import Wanted, write


class S3Store(Store):
    """An object appears under its name when it is whole; what begins with a dot is the store's own."""

    def __init__(self, link: Link, elsewhere: Elsewhere) -> None:
        self._link = link
        self._elsewhere = elsewhere

    @property
    def where(self) -> str:
        return f"s3://{self._link.bucket}/{self._link.prefix}"

    def put(self, key: str, source: Path) -> None:
        with source.open("rb") as stream:
            write(self._link, Wanted(check_key(key)), stream, source.stat().st_size)
        source.unlink()

    def put_tree(self, key: str, directory: Path, manifest: Mapping[str, Stamp]) -> None:
        refuse_other(check_key(key), of_folder(directory), manifest)
        trees.put(self._link, key, directory, manifest)
        scratch.remove(directory)

    def respond(
        self,
        request: HttpRequest,
        key: str,
        *,
        media_type: str,
        may_go_on: MayGoOn,
        disposition: str = "",
        etag: str = "",
        until: Until | None = None,
    ) -> HttpResponseBase:
        store = S3Store(self._link.for_readers(), self._elsewhere)
        seconds = self._elsewhere.lifetime_seconds(until)
        if seconds and request.method == "GET":
            store.size(key)  # what is not there is not sent for
            head = {"ResponseContentType": media_type, "ResponseContentDisposition": disposition or "inline"}
            return self._elsewhere.redirect(self._link, key, seconds, head)
        return answer(
            request, store, key, media_type=media_type, may_go_on=may_go_on, disposition=disposition, etag=etag
        )

    def open(self, key: str, start: int = 0, length: int | None = None) -> BinaryIO:
        return cast(BinaryIO, read(self._link, check_key(key), start, length))

    def size(self, key: str) -> int:
        return int(self._link.ask("head_object", check_key(key))["ContentLength"])

    def exists(self, key: str) -> bool:
        try:
            return self.size(key) >= 0
        except FileNotFoundError:
            return trees.is_there(self._link, key)

    def names(self, key: str = "") -> list[str]:
        return sorted(name for name, _size in self._files(key))

    def stat_tree(self, key: str) -> dict[str, int]:
        return {name.removeprefix(f"{key}/"): size for name, size in self._files(check_key(key))}

    def _files(self, key: str) -> list[tuple[str, int]]:
        """Every file below a key, and how long it is; none of trees that are on their way in."""
        below = f"{check_key(key)}/" if key else ""
        coming = tuple(f"{tree}/" for tree in trees.unfinished(self._link, key))
        found = [(each["Name"], int(each["Size"])) for each in self._link.objects(below)]
        return [(name, size) for name, size in found if not name.startswith((".", *coming))]

    def trees(self, key: str = "") -> list[str]:
        return trees.directly_below(self._link, check_key(key) if key else "")

    def sweep(self, before: float) -> int:
        return sweeping.sweep(self._link, before)

    def discard(self, key: str) -> None:
        self._link.ask("delete_object", check_key(key))

    def remove_tree(self, key: str) -> None:
        trees.remove(self._link, check_key(key))

    def begin(self, key: str) -> str:
        if self.exists(key):
            raise AlreadyStored(key)
        return sessions.begin(self._link, key)

    def put_part(self, session: str, number: int, stream: BinaryIO, sha256: str) -> Stamp:
        return sessions.put_part(self._link, session, number, stream, sha256)

    def parts(self, session: str) -> dict[int, Stamp]:
        return sessions.parts(self._link, session)

    def complete(self, session: str, sha256: str) -> Stamp:
        return sessions.complete(self._link, session, sha256)

    def abort(self, session: str) -> None:
        sessions.abort(self._link, session)

    @contextmanager
    def local(self, key: str, sha256: str = "") -> Iterator[Path]:
        size = self.size(key)
        with scratch.reserved(size, Path(key).suffix) as path:
            arrived = Digest()
            with self.open(key) as stream, path.open("r+b") as file:
                for chunk in iter(lambda: stream.read(scratch.CHUNK), b""):
                    arrived.write(chunk)
                    file.write(chunk)
            if arrived.size != size or sha256 not in ("", arrived.sha256):
                raise StoreTrouble("altered", key)
            yield path
