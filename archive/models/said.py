"""What a row keeps instead of a sentence: see `archive.wording`."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


def code_field(length: int = 60) -> "models.CharField[str, str]":
    return models.CharField(max_length=length, blank=True, default="", editable=False)


def values_field() -> models.JSONField:
    return models.JSONField(default=dict, blank=True, editable=False, encoder=DjangoJSONEncoder)
