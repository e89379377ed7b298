from django.db import models
from django.utils.translation import gettext_lazy as _

from subtitles.models.asked import Asked


class Manuscript(Asked):
    """A text without times that was given to be laid along a recording; never changed, and kept beside what came of it.

    `findings` is what a person should look at, in the order of time, as {"flag": a code of
    `subtitles.shaping.align.judging`, "line" (of the text, 0 where it has none), "text", "start_ms", "end_ms", "sure"}.
    """

    text = models.TextField(_("text"))
    file_name = models.CharField(_("file name"), max_length=255, blank=True)
    created_at = models.DateTimeField(_("given"), auto_now_add=True)
    findings = models.JSONField(default=list)

    class Meta(Asked.Meta):
        verbose_name = _("manuscript")
        verbose_name_plural = _("manuscripts")
