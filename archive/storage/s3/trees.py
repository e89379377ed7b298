"""Trees of objects, which are there whole or not at all.

A bucket has no step that brings many objects at once. So whoever brings a tree claims its name first, with an empty
object beside it, and fills the claim when all has arrived: to every question a tree whose claim is empty is not there.
"""

import io
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from archive.digest import Stamp
from archive.exceptions import StoreTrouble
from archive.storage.s3.link import Link
from archive.storage.s3.writing import Wanted, note, write

CLAIMS = ".trees/"
WHOLE = b"whole"
AT_ONCE = 1000  # as many as one request removes


def put(link: Link, key: str, directory: Path, manifest: Mapping[str, Stamp]) -> None:
    """Bring in the files of a manifest. Raises AlreadyStored, NotAsSaid and StoreTrouble, leaving nothing behind."""
    write(link, Wanted(CLAIMS + key), io.BytesIO(), 0)
    try:
        for name, stamp in sorted(manifest.items()):
            wanted = Wanted(f"{key}/{name}", stamp.sha256, once=False)
            with (directory / name).open("rb") as stream:
                write(link, wanted, stream, stamp.size, ask_length=False)
        arrived = {found["Name"]: found["Size"] for found in link.objects(f"{key}/")}
        if arrived != {f"{key}/{name}": stamp.size for name, stamp in manifest.items()}:
            raise StoreTrouble("altered", key)
        note(link, CLAIMS + key, WHOLE)
    except BaseException:
        with suppress(OSError):  # an empty claim that nobody fills is swept
            remove(link, key)
        raise


def is_there(link: Link, key: str) -> bool:
    """Whether a whole tree lies under this very key."""
    try:
        return bool(link.ask("head_object", CLAIMS + key)["ContentLength"])
    except FileNotFoundError:
        return False


def directly_below(link: Link, key: str) -> list[str]:
    """The keys of whole trees directly below this one, and of what holds some.

    Asked of the claims: there are thousands of them, where there are millions of objects. And some servers show folders
    that hold nothing any more.
    """
    below = f"{key}/" if key else ""
    claims = [claim["Name"].removeprefix(CLAIMS) for claim in link.objects(CLAIMS + below) if claim["Size"]]
    return sorted({below + name.removeprefix(below).split("/")[0] for name in claims})


def unfinished(link: Link, below: str = "") -> set[str]:
    """The keys of trees that are on their way in."""
    return {key for key, _begun in _claimed(link, below)}


def stale(link: Link, before: float) -> list[str]:
    """The keys of trees that began before this moment (seconds since 1970) and never were whole."""
    return [key for key, begun in _claimed(link, "") if begun < before]


def _claimed(link: Link, below: str) -> list[tuple[str, float]]:
    claims = link.objects(CLAIMS + below)
    empty = [claim for claim in claims if not claim["Size"]]
    return [(claim["Name"].removeprefix(CLAIMS), claim["LastModified"].timestamp()) for claim in empty]


def remove(link: Link, key: str) -> None:
    """Its objects first: a crash in between leaves the claim, by which it is found again."""
    remove_all(link, [found["Name"] for found in link.objects(f"{key}/")])
    link.ask("delete_object", CLAIMS + key)


def remove_all(link: Link, names: list[str]) -> None:
    """Raises StoreTrouble when any of them is still there."""
    for first in range(0, len(names), AT_ONCE):
        objects = [{"Key": link.prefix + name} for name in names[first : first + AT_ONCE]]
        answer = link.ask("delete_objects", Delete={"Objects": objects, "Quiet": True})
        if failed := answer.get("Errors"):
            raise StoreTrouble("refused", str(failed[0]))
