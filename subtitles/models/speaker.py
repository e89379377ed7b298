from django.db import models
from django.utils.translation import gettext_lazy as _


class Speaker(models.Model):
    """Somebody who is heard in a recording, under the label by which its tracks call her.

    The tracks say who speaks where (`<v label>` in the text of a cue); here it says what a reader meets in the label's
    place, which is a voice without a name until somebody decides otherwise. `number` is that voice's. `same_as` is
    another speaker of the recording whom other labels call too: then all but the label is hers. Which person it is says
    the room that knows persons (`subtitles.speaking`).
    """

    class ShownAs(models.TextChoices):
        VOICE = "voice", _("A voice without a name")
        NAME = "name", _("The name that stands here, such as a pseudonym")
        PERSON = "person", _("The person's name, to whom the rules show it")

    LABEL_LENGTH = 200

    recording = models.ForeignKey(
        "archive.Recording", models.CASCADE, related_name="speakers", verbose_name=_("recording")
    )
    label = models.CharField(_("label in the tracks"), max_length=LABEL_LENGTH)
    number = models.PositiveSmallIntegerField(_("number"))
    shown_as = models.CharField(_("shown as"), max_length=10, choices=ShownAs.choices, default=ShownAs.VOICE)
    name = models.CharField(_("name for readers"), max_length=120, blank=True)
    same_as = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="others", verbose_name=_("the same as")
    )

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["recording", "label"], name="speaker_label_in_recording"),
            models.UniqueConstraint(fields=["recording", "number"], name="speaker_number_in_recording"),
        ]

    def __str__(self) -> str:
        return self.label
