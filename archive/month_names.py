"""The months as they are written in Swedish, English and Persian, in both calendars."""

_ENGLISH = "january february march april may june july august september october november december"
_SWEDISH = "januari februari mars april maj juni juli augusti september oktober november december"
_PERSIAN = "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر"
_PERSIAN_TOO = "جنوری فبروری مارچ اپریل می جون جولای اگست سپتمبر اکتوبر نومبر دسمبر"
_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec"
_SHORT_SWEDISH = "jan feb mar apr maj jun jul aug sep okt nov dec"

SOLAR_PERSIAN = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"]
SOLAR_LATIN = [
    "Farvardin",
    "Ordibehesht",
    "Khordad",
    "Tir",
    "Mordad",
    "Shahrivar",
    "Mehr",
    "Aban",
    "Azar",
    "Dey",
    "Bahman",
    "Esfand",
]
# In Afghanistan the months of the same calendar bear the names of the signs.
_DARI = "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت"


def _numbered(*rows: str) -> dict[str, int]:
    return {name.casefold(): number for row in rows for number, name in enumerate(row.split(), start=1)}


MONTHS = _numbered(_ENGLISH, _SWEDISH, _PERSIAN, _PERSIAN_TOO, _SHORT, _SHORT_SWEDISH) | {"sept": 9}
SOLAR_MONTHS = _numbered(" ".join(SOLAR_PERSIAN), " ".join(SOLAR_LATIN), _DARI)
