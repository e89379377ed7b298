"""Cues in another language than the one that was named, marked as such (`<lang>`)."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from subtitles.formats import tongues
from subtitles.formats.offers.proposals import Facts, Proposal
from subtitles.reasons import Reason
from subtitles.webvtt import cuetext
from subtitles.webvtt.document import Cue, Mended

# So much of a long file says in which language the whole of it is.
_SAMPLE = 20_000
_VOICE = re.compile(r"(<v[ .][^>]*>)(.*?)(</v>)?", re.DOTALL)


def marked(cues: list[Cue], facts: Facts) -> Proposal | None:
    """All of a file that is in another language, or those of its cues that are."""
    texts = {at: text for at, cue in enumerate(cues) if (text := _unmarked(cue))}
    if not facts.language or not texts:
        return None
    found = _whole(texts, facts.language) or dict(_parts(texts, facts.language))
    if not found:
        return None
    names = ", ".join(tag for tag, _ in Counter(found.values()).most_common())
    proposal = Proposal(list(cues), values={"found": names, "said": facts.language})
    for at, tag in found.items():
        payload = _tagged(cues[at].payload, tag)
        proposal.cues[at] = replace(cues[at], payload=payload)
        proposal.mended.append(Mended(cues[at].line + 1, Reason.LANGUAGE, cues[at].payload, payload))
    return proposal


def _unmarked(cue: Cue) -> str:
    """Its text in one line; "" where somebody marked a language in it."""
    return "" if "<lang" in cue.payload else " ".join(cuetext.plain_text(cue.payload).split())


def _whole(texts: dict[int, str], language: str) -> dict[int, str]:
    """Every cue with the language that they are in together."""
    length = sum(map(len, texts.values()))
    step = -(-length // _SAMPLE)
    tag = tongues.other(" ".join(list(texts.values())[::step]), language)
    return dict.fromkeys(texts, tag) if tag else {}


def _parts(texts: dict[int, str], language: str) -> Iterator[tuple[int, str]]:
    """The cues in another language: long ones are judged by themselves, short ones that follow each other together."""
    waiting: list[int] = []
    for at, text in texts.items():
        if tag := tongues.other(text, language):
            yield at, tag
        elif _letters(text) < tongues.LETTERS:
            waiting.append(at)
            together = " ".join(texts[each] for each in waiting)
            if _letters(together) >= tongues.LETTERS:
                tag = tongues.other(together, language)
                yield from ((each, tag) for each in waiting if tag)
                waiting = []
        else:
            waiting = []


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _tagged(payload: str, tag: str) -> str:
    """The span stands inside a single voice's, as our writers have them."""
    voice = _VOICE.fullmatch(payload)
    if voice and "<v" not in voice[2] and "</v>" not in voice[2]:
        return f"{voice[1]}<lang {tag}>{voice[2]}</lang>{voice[3] or ''}"
    return f"<lang {tag}>{payload}</lang>"
