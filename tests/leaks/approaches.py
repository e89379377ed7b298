"""Every way of asking for an address: method and headers, and what it answers where the thing is open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

RANGES = {206, 416}
NEVER_KNOWN = '"0123456789abcdef0123456789abcdef"'


@dataclass(frozen=True)
class Approach:
    """`headers` are made from the entity tag that was seen while the thing was open ("" where none was).

    `of_file` is what an open file answers; `of_page` what an open page does, which has no entity tag. Only what lies in
    a store has ranges.
    """

    name: str
    method: str
    headers: Callable[[str], Mapping[str, str]]
    of_file: int
    of_page: int = 200

    def of_text(self) -> int:
        """What a file answers that is made when it is asked for."""
        return 200 if self.of_file in RANGES else self.of_file


def _with(**headers: str) -> Callable[[str], Mapping[str, str]]:
    """Headers by their names, with _ for -; TAG in a value is the entity tag."""
    return lambda tag: {
        name.replace("_", "-"): value.replace("TAG", tag or NEVER_KNOWN) for name, value in headers.items()
    }


FIRST_BYTES = "bytes=0-3"
PAST, FUTURE = "Mon, 01 Jan 2001 00:00:00 GMT", "Wed, 01 Jan 2070 00:00:00 GMT"

GET = Approach("GET", "GET", _with(), 200)
HEAD = Approach("HEAD", "HEAD", _with(), 200)
APPROACHES = (
    GET,
    HEAD,
    Approach("OPTIONS", "OPTIONS", _with(), 405, 405),
    Approach("POST", "POST", _with(), 405, 405),
    Approach("PUT", "PUT", _with(), 405, 405),
    Approach("the first bytes", "GET", _with(Range=FIRST_BYTES), 206),
    Approach("the last bytes", "GET", _with(Range="bytes=-4"), 206),
    Approach("bytes behind the end", "GET", _with(Range="bytes=99999999999-"), 416),
    Approach("two ranges at once", "GET", _with(Range="bytes=0-1,3-4"), 200),
    Approach("HEAD of the first bytes", "HEAD", _with(Range=FIRST_BYTES), 206),
    Approach("If-None-Match of what was seen", "GET", _with(If_None_Match="TAG"), 304),
    Approach("If-None-Match of anything", "GET", _with(If_None_Match="*"), 304),
    Approach("HEAD with If-None-Match of anything", "HEAD", _with(If_None_Match="*"), 304),
    Approach("If-None-Match of anything, the first bytes", "GET", _with(If_None_Match="*", Range=FIRST_BYTES), 304),
    Approach("If-Match of what was seen", "GET", _with(If_Match="TAG"), 200),
    Approach("If-Match of something else", "GET", _with(If_Match=NEVER_KNOWN), 412),
    Approach("If-Modified-Since long ago", "GET", _with(If_Modified_Since=PAST), 200),
    Approach("If-Modified-Since some day", "GET", _with(If_Modified_Since=FUTURE), 200),
    Approach("If-Unmodified-Since long ago", "GET", _with(If_Unmodified_Since=PAST), 412),
    Approach("If-Range of what was seen", "GET", _with(If_Range="TAG", Range=FIRST_BYTES), 206),
    Approach("If-Range of something else", "GET", _with(If_Range=NEVER_KNOWN, Range=FIRST_BYTES), 200),
    Approach("in Persian", "GET", _with(Accept_Language="fa"), 200),
)
BY_NAME = {approach.name: approach for approach in APPROACHES}
