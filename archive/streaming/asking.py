"""Who is behind a request for a file, asked anew while its answer is still on the way."""

from importlib import import_module

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest

from archive import closing
from archive.access import STRANGER, Viewer, viewer, viewer_of
from archive.storage.body import MayGoOn


def brings_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def viewer_at_first(request: HttpRequest) -> Viewer:
    """The viewer when the request came. Without a session it is a stranger, and none needs to have been looked for."""
    return viewer(request) if brings_session(request) else STRANGER


def viewer_now(request: HttpRequest) -> Viewer:
    """The viewer of the request's session as it is at this moment: logged out, deactivated and out of a group count.

    `request.user` remembers who it was when the request came.
    """
    if not brings_session(request) or not (key := request.session.session_key):
        return STRANGER
    asked = HttpRequest()
    asked.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    return viewer_of(auth.get_user(asked))


def unless_closed(may_go_on: MayGoOn) -> MayGoOn:
    """The same question, which the closed archive answers by itself with no."""
    return lambda: not closing.is_closed() and may_go_on()
