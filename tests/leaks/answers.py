"""What somebody was answered, with everything that may differ by chance taken out, so that two answers compare."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.test import Client

# Drawn anew for every answer.
_CHANCE = re.compile(
    rb"nonce[-=][^\s;>]+|name=\"csrfmiddlewaretoken\" value=\"[^\"]+\"|csrfToken\W+\w+|csrftoken=\w+|expires=[^;]+"
    rb"|Expires: [^\n]+|messages=[^;]+"
)
_ASKED = b"ADDRESS"
_LONGEST_WORD = 9  # a longer part of an address is a key, a name or a token


@dataclass(frozen=True)
class Answer:
    """Status, header lines and body as they were, and as `told`: without chance and without what was asked for."""

    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    told: tuple[int, bytes, bytes]

    @property
    def all(self) -> bytes:
        return b"\n".join([*(f"{name}: {value}".encode() for name, value in self.headers.items()), self.body])


def ask(client: Client, address: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> Answer:
    """Ask once. Reads a streamed body to its end."""
    client.cookies.pop("messages", None)  # what the admin wanted to say on her next page
    response = client.generic(method, address, headers=dict(headers or {}))
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    lines = dict(response.items())
    lines |= {f"Set-Cookie {name}": cookie.OutputString() for name, cookie in response.cookies.items()}
    told = response.status_code, _plain(lines, address), _bare(body, address)
    return Answer(address, response.status_code, lines, body, told)


def _plain(headers: Mapping[str, str], address: str) -> bytes:
    """The header lines; the length only counts where the address is no part of what is measured."""
    lines = sorted(f"{name}: {value}" for name, value in headers.items() if name != "Content-Length")
    return _bare("\n".join(lines).encode(), address)


def _bare(text: bytes, address: str) -> bytes:
    path = address.partition("?")[0]
    keys = [part for part in path.split("/") if len(part) > _LONGEST_WORD]
    spellings = (address, path, path.lstrip("/"), *keys) if len(path) > _LONGEST_WORD else ()
    for asked in spellings:
        for spelling in (asked, asked.replace("&", "&amp;"), asked.replace("/", "%2F")):
            text = text.replace(spelling.encode(), _ASKED)
    return _CHANCE.sub(b"", text)


def difference(one: Answer, other: Answer) -> str:
    """In words, how two answers differ; "" where they tell the same."""
    if one.status != other.status:
        return f"status {one.status}, not {other.status}"
    if one.told[1] != other.told[1]:
        more = set(one.told[1].split(b"\n")) ^ set(other.told[1].split(b"\n"))
        return f"other headers: {b' | '.join(sorted(more)).decode(errors='replace')}"
    if one.told[2] != other.told[2]:
        return f"another body: {_first_difference(one.told[2], other.told[2])}"
    # An answer repeats its address, so lengths compare where those of the addresses are one.
    is_comparable = one.body == other.body and len(one.address) == len(other.address)
    if is_comparable and one.headers.get("Content-Length") != other.headers.get("Content-Length"):
        return "another Content-Length"
    return ""


def _first_difference(one: bytes, other: bytes) -> str:
    place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    around = slice(max(0, place - 60), place + 60)
    said, wanted = (" ".join(text[around].decode(errors="replace").split()) for text in (one, other))
    return f"…{said}… instead of …{wanted}…"
