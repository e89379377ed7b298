"""Sessions in the database, as Django keeps them; the question that every request asks is written once."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from archive.questions import Question


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        for found in _sessions(key=str(self.session_key), at=timezone.now()):
            return found
        self._session_key = None
        return None


@Question
def _sessions(key: str, at: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=at)
