from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.models.work import Work


class Face(models.Model):
    """Which version of what may be met of a work is the newest, and until when it stays so by itself.

    Written by `catalogue.face` alone. `moment` is the next one at which an embargo or a rule ends, once the face is
    `settled`; before that it is the moment of the change. A face outlives its work, so that what others keep of that is
    known to be old.
    """

    work = models.OneToOneField(Work, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="face")
    version = models.BigIntegerField()
    settled = models.BooleanField(default=False)
    moment = models.DateTimeField(null=True, db_index=True)

    class Meta:
        verbose_name = _("face of a work")
        verbose_name_plural = _("faces of works")
        indexes = [models.Index(fields=["work"], condition=Q(settled=False), name="faces_that_are_not_settled")]

    def __str__(self) -> str:
        return f"work:{self.work_id}@{self.version}"


class Frame(models.Model):
    """Which version of what stands around every page, such as the menu, is the newest, and until when it stays so.

    One row; written by `catalogue.editorial.frame` alone.
    """

    version = models.BigIntegerField()
    moment = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("frame of the pages")
        verbose_name_plural = _("frames of the pages")

    def __str__(self) -> str:
        return f"frame@{self.version}"
