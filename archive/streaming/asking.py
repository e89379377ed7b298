"""Who is behind a request, asked anew while its answer is still on the way."""

from importlib import import_module

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest

from archive import closing
from archive.access import STRANGER, Viewer, viewer_of
from archive.storage.body import MayGoOn


def viewer_now(request: HttpRequest) -> Viewer:
    """The viewer of the request's session as it is at this moment: logged out, deactivated and out of a group count.

    `request.user` remembers who it was when the request came.
    """
    key = request.session.session_key
    if not key:
        return STRANGER
    asked = HttpRequest()
    asked.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    return viewer_of(auth.get_user(asked))


def unless_closed(may_go_on: MayGoOn) -> MayGoOn:
    """The same question, which the closed archive answers by itself with no."""
    return lambda: not closing.is_closed() and may_go_on()
