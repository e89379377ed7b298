"""Words on pictures: title cards, the mark that says stand-in, covers and a book's pages.

Typefaces are those that the site serves; Pillow reads them as they are and, with libraqm, joins Persian letters.
"""

from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

VENDOR = Path(__file__).resolve().parents[2] / "static" / "vendor"
FACES = {
    "voice": "newsreader-*/newsreader-latin-wght-normal.woff2",
    "archive": "schibsted-grotesk-*/schibsted-grotesk-latin-wght-normal.woff2",
    "persian": "vazirmatn-*/vazirmatn-arabic-wght-normal.woff2",
}

# The site's own colours, from static/css/tokens.css.
STAGE, STAGE_SOFT, INK, LIT, WINE, GROUND = "#1c1412", "#c4b3a9", "#f6ece5", "#ffc04d", "#8c1d3c", "#f4f1ef"

STAND_IN = {"sv": "Ersättning", "en": "Stand-in", "fa": "نمونهٔ ساختگی"}

Colour = str | tuple[int, ...]


@cache
def face(name: str, size: int, weight: int = 400) -> ImageFont.FreeTypeFont:
    """A typeface at a size in pixels."""
    font = ImageFont.truetype(next(VENDOR.glob(FACES[name])), size)
    font.set_variation_by_axes([weight])
    return font


def write(
    picture: Image.Image, at: tuple[float, float], text: str, size: int, colour: Colour, *,
    language: str = "sv", look: str = "voice", anchor: str = "mm", weight: int = 400,
) -> None:  # fmt: skip
    """Write one line of text, Persian from right to left in its own typeface."""
    persian = language == "fa"
    if persian and not features.check("raqm"):
        raise RuntimeError("Pillow was built without libraqm, so Persian letters would not join.")
    ImageDraw.Draw(picture).text(
        at,
        text,
        fill=colour,
        font=face("persian" if persian else look, size, weight),
        anchor=anchor,
        direction="rtl" if persian else "ltr",
        language=language,
    )


def title_card(size: tuple[int, int], title: dict[str, str]) -> Image.Image:
    """The title in Swedish and Persian, on a veil that lets the picture through."""
    width, height = size
    card = Image.new("RGBA", size, (28, 20, 18, 150))
    middle = width / 2
    write(card, (middle, height * 0.36), title["sv"], height // 9, INK, weight=500)
    ImageDraw.Draw(card).rectangle(
        (middle - height * 0.06, height * 0.47, middle + height * 0.06, height * 0.47 + max(2, height // 200)), fill=LIT
    )
    write(card, (middle, height * 0.58), title["fa"], height // 11, INK, language="fa", weight=500)
    write(card, (middle, height * 0.71), title["en"], height // 24, STAGE_SOFT, look="archive")
    notice = "En ersättning som arkivet har gjort själv"
    write(card, (middle, height * 0.86), notice, height // 27, LIT, look="archive", weight=500)
    return card


def mark(size: tuple[int, int]) -> Image.Image:
    """The small words that stay in the corner of every stand-in film."""
    width, height = size
    layer = Image.new("RGBA", size)
    small = height // 36
    latin = f"{STAND_IN['sv']}  ·  {STAND_IN['en']}  ·"
    edge = width - height * 0.05
    persian = face("persian", small).getlength(STAND_IN["fa"], direction="rtl", language="fa")
    soft = (246, 236, 229, 170)
    write(layer, (edge, height * 0.07), STAND_IN["fa"], small, soft, language="fa", anchor="rm")
    write(layer, (edge - persian - small * 0.6, height * 0.07), latin, small, soft, look="archive", anchor="rm")
    return layer


def cover(side: int, title: dict[str, str]) -> Image.Image:
    """A square cover for a radio programme: rings like those that a voice makes, and its title."""
    picture = Image.new("RGB", (side * 2, side * 2), STAGE)
    pen = ImageDraw.Draw(picture)
    for ring in range(14, 0, -1):
        reach = ring * side // 9
        shade = (140 - ring * 8, 29 - ring, 60 - ring * 3) if ring % 2 else (34, 24, 22)
        pen.ellipse((side * 1.5 - reach, side * 0.55 - reach, side * 1.5 + reach, side * 0.55 + reach), fill=shade)
    pen.ellipse((side * 1.44, side * 0.49, side * 1.56, side * 0.61), fill=LIT)
    picture = picture.resize((side, side), Image.Resampling.LANCZOS)
    write(picture, (side * 0.08, side * 0.70), title["sv"], side // 11, INK, anchor="lm", weight=500)
    write(picture, (side * 0.92, side * 0.82), title["fa"], side // 14, INK, language="fa", anchor="rm", weight=500)
    write(picture, (side * 0.08, side * 0.92), "Ersättningsprogram", side // 28, LIT, look="archive", anchor="lm")
    return picture
