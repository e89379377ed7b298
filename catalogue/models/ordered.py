from django.db import models


class OrderedRow(models.Model):
    """A child row that stands where the archivist put it among its siblings."""

    sort_order = models.IntegerField(null=True, blank=True, editable=False)
    sort_order_field = "sort_order"

    class Meta:
        abstract = True
        ordering = ["sort_order"]
