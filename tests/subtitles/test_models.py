"""What the database itself refuses of timed text."""

import pytest
from django.db import IntegrityError, transaction

from subtitles.models import Cue
from tests.subtitles.factories import imported

pytestmark = pytest.mark.django_db


def test_no_cue_ends_before_it_begins() -> None:
    revision = imported().revision
    with pytest.raises(IntegrityError), transaction.atomic():
        Cue.objects.create(revision=revision, position=7, start_ms=2000, end_ms=1999)
    Cue.objects.create(revision=revision, position=7, start_ms=2000, end_ms=2000)
