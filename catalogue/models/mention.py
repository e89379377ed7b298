"""Which names a work mentions, and what somebody did for it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from catalogue.models.authority import Authority
from catalogue.models.tagged import OrderedRow
from catalogue.models.work import Work


class Role(models.TextChoices):
    """What somebody did, by the MARC relator codes."""

    DIRECTOR = "drt", _("Director")
    PRODUCER = "pro", _("Producer")
    PRODUCTION_COMPANY = "prn", _("Production company")
    CINEMATOGRAPHER = "cng", _("Camera")
    EDITOR = "flm", _("Editing")
    HOST = "hst", _("Host")
    INTERVIEWER = "ivr", _("Interviewer")
    INTERVIEWEE = "ive", _("Interviewee")
    NARRATOR = "nrt", _("Narrator")
    PARTICIPANT = "prf", _("Participant")
    AUTHOR = "aut", _("Author")
    BOOK_EDITOR = "edt", _("Editor")
    TRANSLATOR = "trl", _("Translator")
    PUBLISHER = "pbl", _("Publisher")
    BROADCASTER = "brd", _("Broadcaster")
    FUNDER = "fnd", _("Funder")
    ASSOCIATED = "asn", _("Associated with it")


class Mention(OrderedRow):
    """A work mentions a name: somebody had a part in it, or it is about or was recorded at something.

    People and organisations have a `role`; of a place or a subject the kind of name says all. No database can check
    that, so forms do.
    """

    work = ParentalKey(Work, related_name="mentions")
    authority = models.ForeignKey(
        Authority, models.CASCADE, related_name="mentions", verbose_name=_("name"), db_index=False
    )
    role = models.CharField(
        _("role"),
        max_length=3,
        choices=Role.choices,
        blank=True,
        help_text=_("What a person or an organisation did. Places and subjects have none."),
    )

    class Meta(OrderedRow.Meta):
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        indexes = [models.Index(fields=["authority", "work"])]

    def __str__(self) -> str:
        return self.get_role_display() or str(self.authority)

    def clean(self) -> None:
        if self.authority_id is None or self.authority.of_kind.has_role == bool(self.role):
            return
        if self.role:
            raise ValidationError({"role": _("A place or a subject has no role.")}, code="no_role")
        raise ValidationError({"role": _("Say what this person or organisation did.")}, code="role")
