from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from catalogue.models.ordered import OrderedRow
from catalogue.models.organisation import Organisation
from catalogue.models.person import Person
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


class Credit(OrderedRow):
    """A person or an organisation had a part in a work."""

    work = ParentalKey(Work, related_name="credits")
    role = models.CharField(_("role"), max_length=3, choices=Role.choices)
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="credits", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="credits", verbose_name=_("organisation")
    )

    class Meta(OrderedRow.Meta):
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="credit_for_one",
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()

    def clean(self) -> None:
        if bool(self.person_id) == bool(self.organisation_id):
            raise ValidationError(_("Choose either a person or an organisation."), code="one_of_two")
