"""A request to an address that an administrator named, and its whole answer.

Only that address is asked: what it redirects to is not followed, and nothing in the answer is ever fetched.
"""

import logging
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from archive.exceptions import JobFailed
from archive.wording import Said

logger = logging.getLogger(__name__)

HERE = ("localhost", "127.0.0.1", "::1")
PATIENCE_SECONDS = 30  # for a connection, and from one part of an answer to the next
CHUNK_BYTES = 64 * 1024
# What a server says when it may do it another time: too many requests, and its own troubles.
_LATER = (408, 425, 429, 500, 502, 503, 504, 529)
_KNOWN = {401: "no_key", 403: "no_key", 404: "no_address", 413: "too_long"}
_OK = 200

# Called about once a second while one waits. What it raises ends the work.
Watch = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked, at a whole address, and how long and large an answer may be.

    `who` begins the codes of the sentences about what goes wrong, such as recogniser for recogniser.timeout.
    """

    who: str
    url: str
    seconds: int
    most_bytes: int


def leaves_the_house(url: str) -> bool:
    """Whether what is sent there goes to another machine."""
    return urlsplit(url).hostname not in HERE


def post(asked: Asked, headers: Mapping[str, str], body: Iterable[bytes], watch: Watch) -> bytes:
    """What is answered to the body, cut a little beyond `most_bytes`. `headers` say how long the body is.

    Raises JobFailed, which says whether it may go better another time.
    """
    until = time.monotonic() + asked.seconds
    connection = _connection(urlsplit(asked.url))
    try:
        connection.connect()
        _send(connection, urlsplit(asked.url), headers, body)
        response = _begun(connection, watch, until)
        data = _body(response, watch, until, asked.most_bytes)
    except TimeoutError as error:
        raise JobFailed(Said(f"{asked.who}.timeout"), may_pass=True) from error
    except (OSError, HTTPException) as error:
        logger.warning("The %s at %s does not answer: %r", asked.who, asked.url, error)
        raise JobFailed(Said(f"{asked.who}.unreached"), may_pass=True) from error
    finally:
        connection.close()
    if response.status != _OK:
        logger.warning("The %s at %s answered %s: %r", asked.who, asked.url, response.status, data[:1000])
        code = f"{asked.who}.{_KNOWN.get(response.status, 'refused')}"
        raise JobFailed(Said(code, {"status": response.status}), may_pass=response.status in _LATER)
    return data


def _connection(parts: SplitResult) -> HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        return HTTPSConnection(host, parts.port, timeout=PATIENCE_SECONDS, context=ssl.create_default_context())
    return HTTPConnection(host, parts.port, timeout=PATIENCE_SECONDS)


def _send(connection: HTTPConnection, parts: SplitResult, headers: Mapping[str, str], body: Iterable[bytes]) -> None:
    target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    # Who is refused at once, for a key or a size, is told while she still speaks: that answer is to be read.
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.request("POST", target, body, dict(headers))


def _begun(connection: HTTPConnection, watch: Watch, until: float) -> HTTPResponse:
    """The answer, once it begins: that may take as long as the work. Raises TimeoutError.

    A thread waits for it. To look whether the socket has anything to read is not enough: with TLS that may be a ticket.
    """
    line = connection.sock
    line.settimeout(max(1.0, until - time.monotonic()))
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(connection.getresponse)
        try:
            while not wait([answer], timeout=1).done:
                watch()
                if time.monotonic() > until:
                    raise TimeoutError
            response = answer.result()
            line.settimeout(PATIENCE_SECONDS)
            return response
        finally:
            if answer.running():
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)  # which wakes the thread


def _body(response: HTTPResponse, watch: Watch, until: float, most_bytes: int) -> bytes:
    """The whole answer, or a little more than is accepted. Raises TimeoutError, and HTTPException where it is cut."""
    promised, data = response.length, bytearray()
    while len(data) <= most_bytes and (part := response.read1(CHUNK_BYTES)):
        data += part
        watch()
        if time.monotonic() > until:
            raise TimeoutError
    if promised is not None and len(data) < min(promised, most_bytes):
        raise HTTPException(f"The answer was cut after {len(data)} of {promised} bytes.")
    return bytes(data)
