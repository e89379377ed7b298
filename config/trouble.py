"""What is said when a request failed because the database or the disk could not do its part."""

import errno
import sys
from collections.abc import Iterator

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views import defaults

from archive.exceptions import StoreTrouble
from config.closed import is_admin, plain_page

RETRY_AFTER_SECONDS = 30
FULL = _("There is no room left on the disk.")
BUSY = _("The database is busy and could not be written to.")
AWAY = _("The database cannot be reached.")
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler of what no view caught: a page that says what happened and the way out, or the usual one."""
    said = next((words for error in _chain(sys.exc_info()[1]) if (words := _in_words(error))), None)
    if said is None:
        return defaults.server_error(request)
    context: dict[str, object] = {"said": said, "is_admin": is_admin(request)}
    return plain_page(request, "trouble.html", context, retry_after_seconds=RETRY_AFTER_SECONDS)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it came from, each once."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _in_words(error: BaseException) -> object:
    if isinstance(error, StoreTrouble):
        return error.said  # put into words in the reader's language
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return FULL
    if not isinstance(error, OperationalError):
        return None
    text = str(error).lower()
    if "full" in text or "no space" in text:
        return FULL
    return BUSY if any(sign in text for sign in ("locked", "busy", "lock timeout", "deadlock")) else AWAY
