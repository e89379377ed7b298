from django.db import models
from django.utils.translation import gettext_lazy as _

from subtitles.models.asked import Asked


class Translation(Asked):
    """That a machine was asked to translate a revision of a track, kept beside what came of it.

    `source` is that revision, `translator` a name in `archive.translating`, `language` the one that it is put into.
    Until there is a revision, `known` is what was translated, so that no attempt asks twice: {SHA-256 of who was asked
    and of the languages: {"uuid of the source's cue/number of the turn in it": text}}.
    """

    source = models.ForeignKey("subtitles.Revision", models.PROTECT, related_name="+", verbose_name=_("source"))
    translator = models.CharField(_("translator"), max_length=20)
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)
    known = models.JSONField(default=dict)

    class Meta(Asked.Meta):
        verbose_name = _("machine translation")
        verbose_name_plural = _("machine translations")
        default_permissions = ()
