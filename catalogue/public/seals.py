"""What is sealed of a recording, in words. Until when it is, is said; why, is not."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from archive import moment
from archive.access import Layer, Viewer, seal
from archive.models import Recording
from catalogue.public.data import SealShown


def sealed(recording: Recording, viewer: Viewer, at: datetime) -> SealShown | None:
    """What of a recording that she may know of is closed to this viewer; None where all of it is open."""
    has = [Layer.WORDS, Layer.SOUND, *([Layer.PICTURE] if recording.kind == Recording.Kind.VIDEO else [])]
    closed = {layer: shut for layer in has if (shut := seal(viewer, recording, layer, at))}
    if not closed:
        return None
    ends = {shut.until for shut in closed.values()}
    until = ends.pop() if len(ends) == 1 else None
    opens = all(shut.opens for shut in closed.values())
    whole = len(closed) == len(has)
    named = pgettext("between names", ", ").join(str(layer.label).lower() for layer in closed)
    said = _whole(until, opens) if whole else _some(until, opens) % {"layers": named}
    return SealShown(tuple(layer.value for layer in closed), whole, until, opens, said)


def _whole(until: datetime | None, opens: bool) -> str:
    if until is None:
        return _("The recording is sealed.")
    day = {"day": _day(until)}
    if opens:
        return _("The recording is sealed until %(day)s.") % day
    return _("The recording is sealed at least until %(day)s.") % day


def _some(until: datetime | None, opens: bool) -> str:
    """With a place left for the `layers`."""
    if until is None:
        return _("A part of the recording is sealed: %(layers)s.")
    day = {"day": _day(until), "layers": "%(layers)s"}
    if opens:
        return _("A part of the recording is sealed until %(day)s: %(layers)s.") % day
    return _("A part of the recording is sealed at least until %(day)s: %(layers)s.") % day


def _day(until: datetime) -> str:
    return moment.say_day(moment.local(until).date())
