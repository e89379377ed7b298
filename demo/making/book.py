"""A few pages that stand in for a book."""

from pathlib import Path

from PIL import Image, ImageDraw

from demo.making.cards import GROUND, INK, LIT, STAGE, STAGE_SOFT, WINE, write

PAGE = (827, 1169)  # A4 at 100 dots to the inch
DARK = "#251c1a"

PAGES = (
    ("Varför det här häftet finns", (
        "Det här är inte boken. Det är några sidor som arkivet har gjort",
        "själv, så att det finns något att bläddra i.",
        "",
        "Boken Systra mi finns på svenska (2010) och på persiska (2013).",
        "Den är en metodbok för yrkesverksamma.",
    ), "این خودِ کتاب نیست؛ چند صفحهٔ نمونه به جای آن است"),
    ("Att lyssna först", (
        "Den som kommer hit ska inte behöva berätta allt på en gång.",
        "Ett samtal börjar med att någon har tid.",
        "",
        "Fråga enkelt. Vänta på svaret. Lova inget som du inte kan hålla.",
    ), "پیش از هر چیز، گوش بده"),
    ("En egen röst", (
        "Frihet är att få säga både ja och nej.",
        "Det växer fram i små beslut: en kurs, en vän, en väg hem.",
        "",
        "Den som har funnit sin röst kan låna ut den åt en syster.",
    ), "آزادی یعنی بتوانی هم آری بگویی و هم نه"),
)  # fmt: skip


def make(target: Path) -> None:
    """Write the stand-in book as a PDF of four pages."""
    first, *others = [_cover(), *(_page(number, *page) for number, page in enumerate(PAGES, 2))]
    first.save(target, save_all=True, append_images=others, resolution=100, title="Systra mi (ersättning)", quality=80)


def _cover() -> Image.Image:
    page = Image.new("RGB", PAGE, STAGE)
    pen = ImageDraw.Draw(page)
    for number in range(9):
        pen.arc((90 + number * 34, 130 + number * 34, 737 - number * 34, 777 - number * 34), 200, 20, WINE, 12)
    write(page, (413, 690), "Systra mi", 110, INK, weight=500)
    write(page, (413, 1010), "Ersättning för boken, gjord av arkivet", 26, LIT, look="archive", weight=500)
    write(page, (413, 1060), "نمونهٔ ساختگی", 26, STAGE_SOFT, language="fa")
    return page


def _page(number: int, heading: str, lines: tuple[str, ...], persian: str) -> Image.Image:
    page = Image.new("RGB", PAGE, GROUND)
    write(page, (90, 190), heading, 48, WINE, anchor="lm", weight=500)
    for place, line in enumerate(lines):
        write(page, (90, 300 + place * 44), line, 24, DARK, anchor="lm")
    write(page, (737, 640), persian, 28, DARK, language="fa", anchor="rm")
    write(page, (413, 1090), f"{number}  ·  Ersättning", 18, "#5d514c", look="archive")
    return page
