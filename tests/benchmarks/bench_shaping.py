"""Breaking the lines of ten thousand cues, against reading them; and how often that is done as a person did it."""

from subtitles.shaping.bonds import between, word
from subtitles.shaping.linebreaks import break_lines
from subtitles.timing import as_vtt
from subtitles.webvtt import parse
from tests.benchmarks.timing import fastest
from tests.subtitles.shaping import corpus

CUES = 10_000


def rows() -> list[tuple[str, str, str]]:
    """(what, ours divided by theirs, note)."""
    found = []
    for language in corpus.LANGUAGES:
        cues = [cue.replace("\n", " ") for cue in corpus.cues(language)]
        texts = [f"{cues[number % len(cues)]} {number}" for number in range(CUES)]
        broken_s, read_s = fastest(lambda: _break(texts, language)), fastest(lambda: parse(_file(texts)))  # noqa: B023
        agreed = corpus.agreement(language)
        note = f"{CUES:,} cues in {broken_s:.2f} s; {agreed.alike} of {agreed.cues} as by hand ({agreed.share:.0%})"
        found.append((f"Line breaks, {language}: against reading the file", f"{broken_s / read_s:.2f}", note))
    return found


def _break(texts: list[str], language: str) -> None:
    word.cache_clear()
    between.cache_clear()
    for text in texts:
        break_lines(text, language)


def _file(texts: list[str]) -> str:
    return "WEBVTT\n\n" + "\n".join(
        f"{as_vtt(number * 3000)} --> {as_vtt(number * 3000 + 2500)}\n{text}\n" for number, text in enumerate(texts)
    )
