"""The sign of a recording without a picture: bars like a voice's, one second lit, always the same for one work."""

from hashlib import sha256

from django import template

register = template.Library()

BARS = 18
STEP = 8  # of 160 units of width; the picture is 160 by 90
MIDDLE = 45
FIRST = 12


def _digest(address: str) -> bytes:
    """From the address's last part, so that a work keeps its sign in every language."""
    return sha256(address.rstrip("/").rsplit("/", maxsplit=1)[-1].encode()).digest()


def _heights(address: str) -> list[int]:
    """Half heights of the bars, from 3 to 30: phrases that swell and end, as speech does."""
    digest = _digest(address)
    phrase = 4 + digest[0] % 4
    swell = [min(place % phrase, phrase - place % phrase - 1) / phrase for place in range(BARS)]
    return [round(3 + (0.25 + 1.2 * rise) * digest[place + 1] / 255 * 30) for place, rise in enumerate(swell)]


def _lit(address: str) -> int:
    return 3 + _digest(address)[-1] % (BARS - 6)


@register.filter
def voice_bars(address: str) -> str:
    """The path of every bar but the lit one."""
    heights = enumerate(_heights(address))
    return "".join(f"M{FIRST + STEP * n} {MIDDLE - h}v{2 * h}" for n, h in heights if n != _lit(address))


@register.filter
def voice_second(address: str) -> str:
    """The path of the lit bar."""
    return f"M{FIRST + STEP * _lit(address)} {MIDDLE - 36}v72"
