"""How the workbench is answered when something does not go: always in JSON, with a code and a sentence to read."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from subtitles.changes import Reason
from subtitles.exceptions import AheadOfTheTrack, NothingToKeep

View = Callable[[HttpRequest, int], JsonResponse]

# Why a change was not taken, as its author reads it.
SENTENCES: dict[Reason, str | Promise] = {
    Reason.MALFORMED: _("This change could not be read. Load the page again; your text is kept in this browser."),
    Reason.KIND: _("This kind of change is not known here. Load the page again; your text is kept in this browser."),
    Reason.TIMES: _("These times cannot be: a cue begins at 0 or later, and does not end before it begins."),
    Reason.TOO_LONG: _("This text is too long for one cue. Divide it."),
    Reason.LETTERS: _("There is a character in this text that cannot be kept. Delete it and write it anew."),
    Reason.AHEAD: _("The server knows less of this track than this page. Load the page again."),
    Reason.TAKEN: _("There is, or was, a cue of this name already. Insert it anew."),
}


class NotABatch(Exception):
    """What was sent is not what is asked for here."""


def refused(status: int, reason: str, sentence: str | Promise, **more: object) -> JsonResponse:
    return JsonResponse({"reason": reason, "sentence": str(sentence), **more}, status=status)


def in_json(view: View) -> View:
    """A view all of whose refusals are read by the workbench's modules."""

    @wraps(view)
    def answered(request: HttpRequest, pk: int) -> JsonResponse:
        try:
            answer = view(request, pk)
        except Http404:
            answer = refused(404, "gone", _("This track is not here for you any more."))
        except PermissionDenied:
            answer = refused(403, "forbidden", _("You may not change this track."))
        except AheadOfTheTrack as error:
            answer = refused(409, "ahead", SENTENCES[Reason.AHEAD], number=error.number)
        except NothingToKeep:
            answer = refused(409, "empty", _("There is nothing here to keep yet."))
        except RequestDataTooBig:
            answer = refused(400, "too_big", _("Too much was sent at once. Send it in parts."))
        except NotABatch:
            answer = refused(400, "not_a_batch", _("What was sent could not be read."))
        # What stands here is for whoever asked, at this moment.
        answer["Cache-Control"] = "private, no-store"
        return answer

    return answered
