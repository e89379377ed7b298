"""Which languages somebody writes."""

from django.contrib.auth.models import User

from archive.languages import LANGUAGES
from subtitles.flow import assigning


def languages_of(user: User) -> list[str]:
    """Those that she writes, in their usual order: all, where nobody named any."""
    named = assigning.languages_of(user)
    return [language for language in LANGUAGES if not named or language in named]
