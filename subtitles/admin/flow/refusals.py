"""Why a track stays where it is, as it is read."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from archive.languages import digits
from subtitles.flow import NotYet, Why

SENTENCES: dict[Why, str | Promise] = {
    Why.NOTHING: _("There is no cue in the track yet."),
    Why.STAGE: _("The track does not wait for that: it was sent or approved as it stands, or sent back."),
    Why.MOVED: _("Something was written in the track meanwhile. Look at it, and send it to review again."),
    Why.OWN: _("You wrote in this track yourself. Here somebody else approves it."),
    Why.LANGUAGE: _("The track is in none of her languages."),
    Why.LEVEL: _("She may not work on subtitles: her account is closed, or in no group of translators."),
    Why.STRETCH: _("A stretch ends after it begins, and there are no more parts than can be made of the recording."),
}


def sentence(refused: NotYet) -> str:
    if refused.why != Why.UNCLEAN:
        return str(SENTENCES[refused.why])
    words = ngettext(
        "The check finds %(count)s thing. Tracks in this language are approved when it finds nothing.",
        "The check finds %(count)s things. Tracks in this language are approved when it finds nothing.",
        refused.count,
    )
    return words % {"count": digits(refused.count)}
