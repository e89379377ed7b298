"""What is half made about translators; run by `manage.py check` and at every start. It asks nobody."""

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

from archive import named
from archive.health import Seen, State
from archive.translating.chosen import configured
from archive.translating.sending import AUDIENCES

_EXAMPLE = "https://translate.example.org/translate"


@register
def translators_can_be_asked(**_: object) -> list[CheckMessage]:
    """The command can be started (archive.W017), the address is one (W018) whose key is safe (W019), and what may be
    sent there is said in words that are known (W023)."""
    return [
        *named.check_command("TRANSLATOR", settings.TRANSLATOR_COMMAND, "archive.W017"),
        *named.check_address(
            "TRANSLATOR",
            settings.TRANSLATOR_URL,
            settings.TRANSLATOR_KEY,
            example=_EXAMPLE,
            sent="Subtitles",
            no_address="archive.W018",
            no_encryption="archive.W019",
        ),
        *_of_what_is_sent(),
    ]


def _of_what_is_sent() -> list[CheckMessage]:
    if settings.TRANSLATOR_SENDS in AUDIENCES:
        return []
    text = f"ROSTARKIVET_TRANSLATOR_SENDS names no audience: {settings.TRANSLATOR_SENDS}. Only what is public is sent."
    return [Warning(text, hint=f"One of: {', '.join(AUDIENCES)}.", id="archive.W023")]


def look() -> Seen:
    """For `manage.py doctor`: which there are, and what is half made."""
    troubles = translators_can_be_asked()
    where = ", ".join(each.tool for each in configured().values())
    return Seen(State.WRONG if troubles else State.GOOD, where, advice=" ".join(str(each.msg) for each in troubles))
