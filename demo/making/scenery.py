"""What is seen in the stand-in films: quiet landscapes, drawn anew for every frame.

A scene is a function of the second that gives a picture. Nothing and nobody real is shown.
"""

import math
import random
from collections.abc import Callable, Iterator
from functools import partial

from PIL import Image, ImageDraw, ImageFilter

Size = tuple[int, int]
Rgb = tuple[int, int, int]
Scene = Callable[[float], Image.Image]


def scene(name: str, size: Size, seconds: float) -> Scene:
    """A scene by its name in a script; `seconds` is how long the film lasts."""
    return SCENES[name](size, seconds)


def dawn(size: Size, seconds: float) -> Scene:
    """Night turns to morning over mountains, and window after window is lit."""
    night, day = gradient(size, (24, 22, 46), (120, 74, 88)), gradient(size, (96, 132, 164), (250, 206, 150))
    hills = [
        (_ridge(size, 0.52, 0.13, (74, 66, 96), 3), 3.0),
        (_ridge(size, 0.64, 0.12, (52, 44, 66), 5), 7.0),
        (_village(size, _ridge(size, 0.80, 0.07, (28, 22, 34), 8), 21), 14.0),
    ]

    def draw(second: float) -> Image.Image:
        share = second / seconds
        picture = Image.blend(night, day, 0.5 - 0.5 * math.cos(math.pi * share))
        _glow(picture, (size[0] * (0.34 + 0.1 * share), size[1] * (0.78 - 0.5 * share)), size[1] // 12, (255, 226, 170))
        return _over(picture, hills, second)

    return draw


def kites(size: Size, seconds: float) -> Scene:
    """Kites on a windy day above the roofs of a town on a hill."""
    sky = gradient(size, (70, 136, 158), (246, 226, 196))
    hills = [
        (_ridge(size, 0.70, 0.10, (168, 146, 138), 11), 4.0),
        (_roofs(size, 0.84, (110, 78, 70), 13), 9.0),
        (_roofs(size, 0.93, (58, 40, 40), 17), 15.0),
    ]
    colours: tuple[Rgb, ...] = ((140, 29, 60), (255, 192, 77), (13, 88, 93), (246, 236, 229))

    def draw(second: float) -> Image.Image:
        picture = _over(sky.copy(), hills, second)
        for number, colour in enumerate(colours):
            _kite(picture, second + number * 5.3, (0.2 + 0.2 * number, 0.24 + 0.13 * (number % 2)), colour)
        return picture

    return draw


def road(size: Size, seconds: float) -> Scene:
    """A long drive: near hills pass, far mountains hardly move, and birds keep up."""
    sky = gradient(size, (112, 96, 132), (250, 214, 178))
    hills = [
        (_ridge(size, 0.46, 0.20, (150, 124, 142), 23), 5.0),
        (_ridge(size, 0.62, 0.14, (112, 84, 100), 29), 14.0),
        (_ridge(size, 0.76, 0.09, (74, 52, 62), 31), 34.0),
        (_ridge(size, 0.92, 0.03, (38, 27, 31), 37), 80.0),
    ]

    def draw(second: float) -> Image.Image:
        picture = sky.copy()
        _glow(picture, (size[0] * 0.72, size[1] * 0.3), size[1] // 14, (255, 240, 206))
        for number in range(7):
            _bird(picture, second, number)
        return _over(picture, hills, second)

    return draw


SCENES: dict[str, Callable[[Size, float], Scene]] = {"dawn": dawn, "kites": kites, "road": road}


def gradient(size: Size, top: Rgb, bottom: Rgb) -> Image.Image:
    """A sky: one colour above, another below."""
    mask = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), mask)


def _over(picture: Image.Image, hills: list[tuple[Image.Image, float]], second: float) -> Image.Image:
    """Lay the hills over each other, each moved by its own speed in pixels a second, between pixels too."""
    for layer, speed in hills:
        shift = second * speed * picture.width / 1024
        moved = layer.transform(picture.size, Image.Transform.AFFINE, (1, 0, shift, 0, 1, 0), Image.Resampling.BILINEAR)
        picture.paste(moved, (0, 0), moved)
    return picture


def _layer(size: Size, outline: Iterator[tuple[float, float]], colour: Rgb) -> Image.Image:
    """A filled shape as long as the longest drive, with smooth edges."""
    wide = (size[0] * 7, size[1])
    layer = Image.new("L", (wide[0], wide[1] * 2))
    points = [(x, y * 2) for x, y in outline]
    ImageDraw.Draw(layer).polygon([(0, wide[1] * 2), *points, (wide[0], wide[1] * 2)], fill=255)
    layer = layer.resize(wide, Image.Resampling.LANCZOS)
    return Image.merge("RGBA", (*Image.new("RGB", wide, colour).split(), layer))


def _ridge(size: Size, level: float, rough: float, colour: Rgb, seed: int) -> Image.Image:
    dice = random.Random(seed)
    waves = [(dice.uniform(0.6, 1.4) * 2**octave, dice.uniform(0, 6.3), 0.55**octave) for octave in range(7)]

    def outline() -> Iterator[tuple[float, float]]:
        for x in range(0, size[0] * 7 + 1, 2):
            turn = 2.4 * math.pi * x / size[0]
            height = sum(strength * abs(math.sin(turn * pace / 2 + start)) for pace, start, strength in waves)
            yield x, size[1] * (level + rough * (0.9 - height))

    return _layer(size, outline(), colour)


def _roofs(size: Size, level: float, colour: Rgb, seed: int) -> Image.Image:
    dice = random.Random(seed)

    def outline() -> Iterator[tuple[float, float]]:
        x = 0.0
        while x < size[0] * 7:
            width, height = size[0] * dice.uniform(0.03, 0.08), size[1] * (level - dice.uniform(0, 0.07))
            yield x, height
            x += width
            yield x, height

    return _layer(size, outline(), colour)


def _village(size: Size, layer: Image.Image, seed: int) -> Image.Image:
    dice = random.Random(seed)
    pen = ImageDraw.Draw(layer)
    for _ in range(110):
        x, y = dice.uniform(0, layer.width), size[1] * dice.uniform(0.86, 0.97)
        side = size[1] * dice.uniform(0.006, 0.011)
        pen.rectangle((x, y, x + side, y + side * 1.3), fill=(255, 206, 120, dice.randint(150, 255)))
    return layer


def _glow(picture: Image.Image, at: tuple[float, float], radius: int, colour: Rgb) -> None:
    mask = _halo(radius)
    picture.paste(colour, (round(at[0]) - mask.width // 2, round(at[1]) - mask.height // 2), mask)


def _halo(radius: int) -> Image.Image:
    if radius not in _halos:
        mask = Image.radial_gradient("L").resize((radius * 8, radius * 8)).point(lambda value: max(0, 120 - value))
        disc = Image.new("L", mask.size)
        ImageDraw.Draw(disc).ellipse((radius * 3, radius * 3, radius * 5, radius * 5), fill=255)
        mask.paste(disc.filter(ImageFilter.GaussianBlur(1)), mask=disc.filter(ImageFilter.GaussianBlur(1)))
        _halos[radius] = mask
    return _halos[radius]


_halos: dict[int, Image.Image] = {}


def _kite(picture: Image.Image, second: float, at: tuple[float, float], colour: Rgb) -> None:
    width, height = picture.size
    sway, lift = math.sin(second * 0.7), math.sin(second * 1.1)
    x, y = width * (at[0] + 0.07 * sway), height * (at[1] + 0.06 * lift)
    reach, lean = height * 0.055, 0.5 * math.cos(second * 0.7)
    turned = partial(_turned, (x, y), lean)
    pen = ImageDraw.Draw(picture)
    hand = (width * (at[0] + 0.12), height * 0.92)
    bend = ((x + hand[0]) / 2 - width * 0.04, (y + hand[1]) / 2 + height * 0.08)
    string = [_curve((x, y), bend, hand, step / 24) for step in range(25)]
    pen.line(string, fill=(246, 236, 229), width=1)
    pen.polygon(
        [turned(0, -reach), turned(reach * 0.75, 0), turned(0, reach * 1.3), turned(-reach * 0.75, 0)], fill=colour
    )
    tail = [turned(math.sin(second * 3 + knot) * reach * 0.25, reach * (1.3 + knot * 0.35)) for knot in range(7)]
    pen.line(tail, fill=colour, width=2)


def _bird(picture: Image.Image, second: float, number: int) -> None:
    width, height = picture.size
    x = width * (0.18 + 0.035 * number + 0.02 * math.sin(second * 0.4 + number)) + second * width * 0.004
    y = height * (0.2 + 0.03 * abs(number - 3) + 0.015 * math.sin(second * 0.6 + number * 2))
    span, beat = height * 0.012, math.sin(second * 5 + number) * height * 0.007
    ImageDraw.Draw(picture).line([(x - span, y - beat), (x, y), (x + span, y - beat)], fill=(58, 40, 46), width=2)


def _turned(centre: tuple[float, float], angle: float, x: float, y: float) -> tuple[float, float]:
    sine, cosine = math.sin(angle), math.cos(angle)
    return centre[0] + x * cosine - y * sine, centre[1] + x * sine + y * cosine


def _curve(
    start: tuple[float, float], bend: tuple[float, float], end: tuple[float, float], share: float
) -> tuple[float, float]:
    """A point on a quadratic curve."""
    rest = 1 - share
    return (
        rest * rest * start[0] + 2 * rest * share * bend[0] + share * share * end[0],
        rest * rest * start[1] + 2 * rest * share * bend[1] + share * share * end[1],
    )
