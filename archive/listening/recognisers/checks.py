"""What is half made about recognisers; run by `manage.py check` and at every start. It asks nobody."""

from django.conf import settings
from django.core.checks import CheckMessage, register

from archive import named
from archive.health import Seen, State
from archive.listening.recognisers.chosen import configured

_EXAMPLE = "https://speech.example.org/v1/audio/transcriptions"


@register
def recognisers_can_be_asked(**_: object) -> list[CheckMessage]:
    """The command can be started (archive.W014), and the address is one (archive.W015) whose key is safe (W016)."""
    return [
        *named.check_command("RECOGNISER", settings.RECOGNISER_COMMAND, "archive.W014"),
        *named.check_address(
            "RECOGNISER",
            settings.RECOGNISER_URL,
            settings.RECOGNISER_KEY,
            example=_EXAMPLE,
            sent="Recordings",
            no_address="archive.W015",
            no_encryption="archive.W016",
        ),
    ]


def look() -> Seen:
    """For `manage.py doctor`: which there are, and what is half made."""
    troubles = recognisers_can_be_asked()
    where = ", ".join(each.tool for each in configured().values())
    return Seen(State.WRONG if troubles else State.GOOD, where, advice=" ".join(str(each.msg) for each in troubles))
