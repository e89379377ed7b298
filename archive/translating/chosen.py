"""Which translators an administrator named."""

from django.conf import settings

from archive.exceptions import JobFailed
from archive.named import divided
from archive.translating import address, command
from archive.translating.base import Translator
from archive.wording import Said


def configured() -> dict[str, Translator]:
    """By name; none where the settings name none, or name something that cannot be one (see `checks`)."""
    found: list[Translator] = []
    if arguments := _arguments():
        found.append(command.Command(arguments))
    if settings.TRANSLATOR_URL.startswith(("http://", "https://")):
        found.append(address.address())
    return {each.name: each for each in found}


def named(name: str) -> Translator:
    """The translator of this name. Raises JobFailed where there is none any more."""
    try:
        return configured()[name]
    except KeyError:
        raise JobFailed(Said("translator.gone")) from None


def _arguments() -> tuple[str, ...]:
    try:
        return divided(settings.TRANSLATOR_COMMAND)
    except ValueError:
        return ()
