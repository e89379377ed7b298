"""Where a zero-width non-joiner belongs in Persian, by lists of our own: verbs' prefix, plural, superlative."""

import re
from collections.abc import Iterator
from functools import lru_cache

from subtitles.rules.words import words

_WORD = re.compile(r"[\u0621-\u063a\u0641-\u0652\u0670\u067e\u0686\u0698\u06a9\u06af\u06c0\u06cc\u0654]+")
_PLURALS = ("ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان")
_SUPERLATIVE = "ترین"

_PRESENT = words("""
    رو کن گو گوی خواه دان توان بین ساز گیر گذر گذار آور آی ده زن شو شنو خور نویس خوان مان کش پرس ترس
    جنگ گرد یاب باش دار آموز افت انداز ایست بر بخش پرداز پوش پذیر جو خند خواب خیز رس ریز سوز شناس
    شمار فرست فروش فهم گریز لرز میر نشین نه چرخ چسب گری دو کوش کشت سپار پسند رقص برد
""")
_PAST = words("""
    رفت کرد گفت خواست دانست توانست دید ساخت گرفت گذشت گذاشت آورد آمد داد زد شد شنید خورد نوشت خواند
    ماند کشید پرسید ترسید جنگید گشت یافت بود داشت آموخت افتاد انداخت ایستاد برد بخشید پرداخت پوشید
    پذیرفت جست خندید خوابید رسید ریخت سوخت شناخت شمرد فرستاد فروخت فهمید گریخت لرزید مرد نشست نهاد
    چرخید گریست دوید کوشید کاشت سپرد پسندید رقصید
""")
_PRESENT_ENDINGS = ("م", "ی", "د", "یم", "ید", "ند")
_PAST_ENDINGS = ("", "م", "ی", "یم", "ید", "ند")
_AFTER_VOWEL = ("یم", "یی", "ید", "ییم", "یید", "یند")
FORMS = frozenset(
    [stem + ending for stem in _PRESENT for ending in _PRESENT_ENDINGS]
    + [stem + ending for stem in ("گو", "آ", "جو", "گشا", "پیما", "نما", "سرا", "افزا") for ending in _AFTER_VOWEL]
    + [stem + ending for stem in _PAST for ending in _PAST_ENDINGS]
)
PREFIXES = ("می", "نمی")
# Words that look like می or نمی with a verb behind it and are words of their own.
_NOT_VERBS = words("""
    میدان میدانی میرم میری میرد نمیرم نمیری نمیرد نمیریم نمیرید نمیرند
""")

# Words that end in these letters and are no plurals.
_NOT_PLURALS = words("""
    اینها پربها گرانبها خونبها اجارهبها بیبها کمبها اشتها انتها منتها انتهای منتهای اشتهای انتهایی
    اشتهایی اشتهایم اشتهایت اشتهایش انتهایش
""")
_SHORTEST_STEM = 3
_REMEMBERED = 50_000
# What makes no sense before a plural of its own: ها is then something that is called out, or a word was left out.
_NO_NOUN = words("""
    و که از به با در را یا تا اما ولی اگر چون بر هر این آن
""")
# Letters that do not join forward: the plural behind them looks the same with and without.
_NOT_JOINING = "اآأإدذرزژوؤةۀ"

# What may be a prefix before a space, or what belongs to the word before one: each begins or ends like the first.
_STANDS_APART = re.compile(rf"{PREFIXES[0]} | (?:{_PLURALS[0]}|{_SUPERLATIVE})")


def wrong(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, how it should be) for every word that lacks its joint, in their order, none within another."""
    if not _STANDS_APART.search(text) and not any(map(_may_lack, _WORD.findall(text))):  # nearly always, and quick
        return
    found = list(_WORD.finditer(text))
    done = -1
    for at, word in enumerate(found):
        if at <= done:
            continue
        start, end = word.span()
        following = found[at + 1] if at + 1 < len(found) else None
        if following and _belong(word[0], following[0]) and _stand_apart(text, start, end, following.start()):
            done = at + 1
            yield start, following.end(), f"{word[0]}\u200c{following[0]}"
        elif (became := _apart(word[0], is_part=text[end : end + 1] == "\u200c")) is not None:
            yield start, end, became


@lru_cache(maxsize=_REMEMBERED)
def _may_lack(word: str) -> bool:
    return _apart(word, is_part=False) is not None


def _belong(first: str, second: str) -> bool:
    if first in PREFIXES:
        return second in FORMS
    return (second in _PLURALS or second == _SUPERLATIVE) and first not in _NO_NOUN


def _stand_apart(text: str, start: int, end: int, following: int) -> bool:
    """Whether one space is between two words, of which a verb's prefix is not the end of another word."""
    return text[end:following] == " " and not (text[start:end] in PREFIXES and text[start - 1 : start] == "\u200c")


def _apart(word: str, *, is_part: bool) -> str | None:
    """The word with its joint; None where it needs none. What a joint follows already is only a part of a word."""
    for prefix in PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and rest in FORMS and word not in _NOT_VERBS:
            return f"{prefix}\u200c{rest}"
    if is_part or word in _NOT_PLURALS:
        return None
    for plural in _PLURALS:
        stem = word.removesuffix(plural)
        if stem != word and len(stem) >= _SHORTEST_STEM and stem[-1] not in _NOT_JOINING:
            return f"{stem}\u200c{plural}"
    return None
