"""Digits of every script, number words, and which numbers a text names."""

import re
import unicodedata

# As they are written in Persian (and Dari, Pashto), in Arabic (and Kurdish), and in Latin letters.
PERSIAN, ARABIC, LATIN = "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩", "0123456789"

_DIGIT = re.compile(r"\d")
# A number with what divides its thousands or decimals, or an hour from its minutes.
_NUMBER = re.compile(r"\d+(?:[.,٬٫:’ \u00a0](?=\d{2,3}(?!\d))\d+)*(?:[.,٫]\d+)?")
_WORD = re.compile(r"[^\W\d_]+")


def _numbers(text: str) -> dict[str, int]:
    parts = text.split()
    return {word: int(value) for word, value in zip(parts[::2], parts[1::2], strict=True)}


# Small numbers as words, each with its value; what also means something else ("en", "ett", "one", "یک") is left out.
WORDS: dict[str, dict[str, int]] = {
    "sv": _numbers("""
        två 2 tre 3 fyra 4 fem 5 sex 6 sju 7 åtta 8 nio 9 tio 10 elva 11 tolv 12 tretton 13
        fjorton 14 femton 15 sexton 16 sjutton 17 arton 18 nitton 19 tjugo 20 trettio 30 fyrtio 40
        femtio 50 sextio 60 sjuttio 70 åttio 80 nittio 90 hundra 100 tusen 1000
    """),
    "en": _numbers("""
        two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12
        thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20
        thirty 30 forty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90 hundred 100
        thousand 1000
    """),
    "fa": _numbers("""
        دو 2 سه 3 چهار 4 پنج 5 شش 6 هفت 7 هشت 8 نه 9 ده 10 یازده 11 دوازده 12 سیزده 13 چهارده 14
        پانزده 15 شانزده 16 هفده 17 هجده 18 نوزده 19 بیست 20 سی 30 چهل 40 پنجاه 50 شصت 60 هفتاد 70
        هشتاد 80 نود 90 صد 100 هزار 1000
    """),
    "ar": _numbers("""
        اثنان 2 اثنين 2 ثلاثة 3 ثلاث 3 أربعة 4 أربع 4 خمسة 5 خمس 5 ستة 6 ست 6 سبعة 7 سبع 7 ثمانية 8
        ثماني 8 تسعة 9 تسع 9 عشرة 10 عشر 10 عشرون 20 عشرين 20 ثلاثون 30 ثلاثين 30 مائة 100 مئة 100
        ألف 1000
    """),
}
WORDS["prs"] = WORDS["fa"]


def normal(text: str) -> str:
    """The text with every decimal digit, whatever its script, as 0 to 9."""
    return _DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text)


def written(text: str) -> list[tuple[int, int, str]]:
    """The numbers in digits: start, end, and the number with what divides it taken out."""
    return [(*found.span(), _bare(found[0])) for found in _NUMBER.finditer(text)]


def _bare(number: str) -> str:
    return number if number.isascii() and number.isdecimal() else re.sub(r"\D", "", normal(number))


def spoken(text: str, language: str) -> set[str]:
    """The small numbers that stand there as words."""
    words = WORDS.get(language, {})
    return {str(words[word]) for word in _WORD.findall(text.lower()) if word in words}
