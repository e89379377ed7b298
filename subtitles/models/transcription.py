from django.db import models
from django.utils.translation import gettext_lazy as _

from subtitles.models.asked import Asked


class Transcription(Asked):
    """That a recogniser was asked what is said in a recording, kept beside what came of it.

    `recogniser` is its name in `archive.listening.recognisers`. Until there is a revision, `heard` is what is known of
    the pieces that the recogniser was done with, so that no attempt asks twice: {"of": SHA-256 of what is streamed and
    of who was asked, "from_ms", "to_ms", "cues": [[start, end, payload, words as of a Cue]]}, in ms of the recording.
    """

    recogniser = models.CharField(_("recogniser"), max_length=20)
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)
    heard = models.JSONField(default=list)

    class Meta(Asked.Meta):
        verbose_name = _("transcription")
        verbose_name_plural = _("transcriptions")
        default_permissions = ()
