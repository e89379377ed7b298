"""Which recognisers an administrator named."""

from django.conf import settings

from archive.exceptions import JobFailed
from archive.listening.recognisers import address, command
from archive.listening.recognisers.base import Recogniser
from archive.named import divided
from archive.wording import Said


def configured() -> dict[str, Recogniser]:
    """By name; none where the settings name none, or name something that cannot be one (see `checks`)."""
    found: list[Recogniser] = []
    if arguments := _arguments():
        found.append(command.Command(arguments))
    if settings.RECOGNISER_URL.startswith(("http://", "https://")):
        found.append(address.address())
    return {each.name: each for each in found}


def named(name: str) -> Recogniser:
    """The recogniser of this name. Raises JobFailed where there is none any more."""
    try:
        return configured()[name]
    except KeyError:
        raise JobFailed(Said("recogniser.gone")) from None


def _arguments() -> tuple[str, ...]:
    try:
        return divided(settings.RECOGNISER_COMMAND)
    except ValueError:
        return ()
