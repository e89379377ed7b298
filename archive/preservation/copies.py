"""The originals in a backup: what is there of them, and a folder of copies that only ever grows."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from django.utils.translation import gettext as _

from archive.digest import CHUNK, Digest, of_stream
from archive.durable import appearing
from archive.exceptions import PreservationFailed
from archive.preservation.sealing import Key, seal, unseal
from archive.storage import Store
from archive.storage.base import check_key

ENCRYPTED = ".age"

Watch = Callable[[int], None]


class State(StrEnum):
    THERE = "there"
    MISSING = "missing"
    WRONG_SIZE = "wrong size"
    ALTERED = "altered"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Listed:
    """An original as the manifest lists it. `state` is what its file was found to be."""

    key: str
    sha256: str
    size: int
    state: State

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def take_stock(
    rows: Sequence[tuple[str, str, int]], store: Store, *, read: bool, watch: Watch = lambda size: None
) -> list[Listed]:
    """Look for the file of every original; `read`: compare its SHA-256 as well."""
    found = []
    for key, sha256, size in rows:
        found.append(Listed(key, sha256, size, _state(store, key, sha256, size, read=read)))
        watch(size)
    return found


def _state(store: Store, key: str, sha256: str, size: int, *, read: bool) -> State:
    try:
        if store.size(key) != size:
            return State.WRONG_SIZE
        if not read:
            return State.THERE
        with store.open(key) as stream:
            return State.THERE if of_stream(stream).sha256 == sha256 else State.ALTERED
    except FileNotFoundError:
        return State.MISSING
    except OSError:
        return State.UNREADABLE


@dataclass(frozen=True, slots=True)
class Copied:
    """How many originals were copied now, and how many lay there already."""

    added: int
    kept: int


def copy(
    listed: Sequence[Listed],
    store: Store,
    folder: Path,
    recipients: Sequence[Key],
    *,
    read: bool,
    watch: Watch = lambda size: None,
) -> Copied:
    """Copy what is not in `folder` yet; each copy is read back and appears whole or not at all.

    `read`: read the copies that lie there too. Can be broken off and given again. Raises OSError, PreservationFailed.
    """
    folder.mkdir(exist_ok=True, mode=0o700)
    added = 0
    for one in listed:
        if one.state is State.THERE and not _lies_there(one, folder, encrypted=bool(recipients), read=read):
            _copy(one, store, _place(folder, one.key, encrypted=bool(recipients)), recipients)
            added += 1
        watch(one.size)
    return Copied(added, len(listed) - added)


def _place(folder: Path, key: str, *, encrypted: bool) -> Path:
    return folder / (check_key(key) + (ENCRYPTED if encrypted else ""))


def _lies_there(one: Listed, folder: Path, *, encrypted: bool, read: bool) -> bool:
    path = _place(folder, one.key, encrypted=encrypted)
    if not path.exists():
        return False
    whole = path.stat().st_size > one.size if encrypted else path.stat().st_size == one.size
    if whole and read and not encrypted:
        with path.open("rb") as stream:
            whole = of_stream(stream).sha256 == one.sha256
    if not whole:
        raise PreservationFailed(
            _("The copy %(path)s is not what it was: move it away, and the next backup makes it anew.") % {"path": path}
        )
    return True


def _copy(one: Listed, store: Store, target: Path, recipients: Sequence[Key]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = Digest()
    with appearing(target) as file:
        seal(_chunks(store, one.key, written), file, recipients, written)
        if written.sha256 != one.sha256:
            raise PreservationFailed(
                _("The original %(key)s is not what was given to us: see `manage.py verify_fixity`.") % {"key": one.key}
            )


def _chunks(store: Store, key: str, written: Digest) -> Iterator[bytes]:
    with store.open(key) as stream:
        while chunk := stream.read(CHUNK):
            written.write(chunk)
            yield chunk


@dataclass(frozen=True)
class Way:
    """How originals come back: from a folder of copies (None: only what the store has counts), by way of `scratch`."""

    folder: Path | None
    store: Store
    scratch: Path
    identities: Sequence[Key] = ()


def bring_back(listed: Sequence[Listed], way: Way, watch: Watch = lambda size: None) -> list[Listed]:
    """Put originals from a folder of copies into the store; returns those that are not there afterwards, and why.

    What the store has already is read and left alone.
    """
    lacking = []
    for one in listed:
        state = _state(way.store, one.key, one.sha256, one.size, read=True)
        if state is State.MISSING and way.folder is not None:
            state = _bring(one, way.folder, way)
        if state is not State.THERE:
            lacking.append(replace(one, state=state))
        watch(one.size)
    return lacking


def _bring(one: Listed, folder: Path, way: Way) -> State:
    source = _source(one, folder)
    if source is None:
        return State.MISSING
    way.scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
    nearby = way.scratch / uuid.uuid4().hex
    try:
        with source.open("rb") as stream, nearby.open("xb") as target:
            unseal(stream, target, way.identities)
        with nearby.open("rb") as stream:
            if of_stream(stream).sha256 != one.sha256:
                return State.ALTERED
        way.store.put(one.key, nearby)
    except OSError as error:
        if error.errno is not None:
            raise
        return State.UNREADABLE  # age's word for a damaged file
    finally:
        nearby.unlink(missing_ok=True)
    return State.THERE


def examine(
    listed: Sequence[Listed], folder: Path, identities: Sequence[Key], watch: Watch = lambda size: None
) -> list[Listed]:
    """Read every copy in a folder as if it were to be brought back; returns those that could not be, and why."""
    lacking = []
    for one in listed:
        state = _state_of_copy(one, folder, identities)
        if state is not State.THERE:
            lacking.append(replace(one, state=state))
        watch(one.size)
    return lacking


def _state_of_copy(one: Listed, folder: Path, identities: Sequence[Key]) -> State:
    source = _source(one, folder)
    if source is None:
        return State.MISSING
    read = Digest()
    try:
        with source.open("rb") as stream:
            unseal(stream, read, identities)
    except OSError:
        return State.UNREADABLE
    return State.THERE if read.sha256 == one.sha256 else State.ALTERED


def _source(one: Listed, folder: Path) -> Path | None:
    places = (_place(folder, one.key, encrypted=encrypted) for encrypted in (False, True))
    return next((path for path in places if path.exists()), None)
