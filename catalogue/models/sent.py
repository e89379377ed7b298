from django.db import models


class SentForm(models.Model):
    """A form that was sent to make something: sent twice, by two clicks or a slow line, it makes one thing.

    `object_id` is the key of what came of it, in the table of the view that it was sent to.
    """

    token = models.UUIDField(primary_key=True)
    object_id = models.PositiveBigIntegerField(null=True)
    sent_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return str(self.token)
