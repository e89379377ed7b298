import pytest

from subtitles.translatable import MOST_TAGS, Turn, joined, turns


def lines(payload: str) -> list[str]:
    return [turn.line for turn in turns(payload)]


def made(payload: str, *said: str, language: str = "en") -> str:
    return joined(turns(payload), said, language)


@pytest.mark.parametrize(
    ("payload", "given"),
    [
        ("Ingen frågade\nvad jag ville.", ["Ingen frågade vad jag ville."]),
        ("- Hej!\n- Hej själv!", ["Hej!", "Hej själv!"]),
        ("<v Anna>Kom!\n<v Bo>Jag kommer\nstrax.", ["Kom!", "Jag kommer strax."]),
        ("<i>Långt borta</i>", ["Långt borta"]),
        ("Han sa <i>nej</i> igen", ["Han sa <x1>nej</x1> igen"]),
        ("<i>Nej</i> sa han", ["<x1>Nej</x1> sa han"]),
        ("Hon sa <i>ja</i>", ["Hon sa <x1>ja</x1>"]),
        ("<v Anna><i>Nej</i> sa <b>han</b>", ["<x1>Nej</x1> sa <x2>han</x2>"]),
        ("<00:01.000>Jag <00:02.000>går", ["Jag går"]),
        ("♪ sjung med ♪", ["sjung med"]),
        ("♪", [""]),
        ("A &amp; B &lt;3", ["A &amp; B &lt;3"]),
        ("fel </i> slut <b>här", ["fel  slut här"]),
        ("", []),
    ],
)
def test_what_is_given_away(payload: str, given: list[str]) -> None:
    assert lines(payload) == given


def test_nobodys_name_is_given_away_with_what_she_says() -> None:
    assert turns("<v Anna Andersson>Kom!") == [Turn("<v Anna Andersson>", "Kom!", "")]


@pytest.mark.parametrize(
    ("payload", "said", "became"),
    [
        ("<v Anna>Kom!\n<v Bo>Nej.", ["Come!", "No."], "<v Anna>Come!\n<v Bo>No."),
        ("- Hej!\n- Nej!", ["Hi!", "No!"], "- Hi!\n- No!"),
        ("<i>Långt borta</i>", ["Far away"], "<i>Far away</i>"),
        ("Han sa <i>nej</i> igen", ["Again he said <x1>no</x1>"], "Again he said <i>no</i>"),
        ("♪ sjung ♪", ["sing"], "♪ sing ♪"),
        ("♪", [""], "♪"),
        # A translator that lost, doubled or crossed the tags.
        ("Han sa <i>nej</i>", ["He said no"], "He said no"),
        ("Han sa <i>nej</i>", ["He <x1>said <x1>no</x1>"], "He said no"),
        ("Han sa <i>nej</i>", ["He said <x2>no</x2>"], "He said no"),
        ("Ja <i>du</i> <b>jag</b>", ["Yes <x1>you <x2>me</x1></x2>"], "Yes you me"),
        # One that sends back what it should not.
        ("Hej", ["<script>a</script> --> b"], "&lt;script&gt;a&lt;/script&gt; --&gt; b"),
        ("Hej", ["<v Bo>hi\n\nthere &amp; then\x1b"], "&lt;v Bo&gt;hi there &amp; then"),
        ("Hej", ["\u202ehi\u202c"], "hi"),
    ],
)
def test_what_comes_back_becomes_cue_text(payload: str, said: list[str], became: str) -> None:
    assert made(payload, *said) == became


def test_lines_are_broken_anew_for_the_language() -> None:
    said = "Nobody ever asked me what I wanted to do with the rest of my life"
    assert max(map(len, made("Ingen frågade mig", said).split("\n"))) < 42


def test_a_word_of_no_width_stays_persian() -> None:
    assert made("Jag går", "می\u200cروم", language="fa") == "می\u200cروم"


@pytest.mark.parametrize(
    "payload", ["<" * 200_000, "<i>" * 100_000, "</i>" * 100_000, "a" + " ♪" * 100_000 + "a", "<a " * 100_000 + ">"]
)
def test_what_is_made_to_hurt_ends(payload: str) -> None:
    given = turns(payload)
    assert all(len(turn.tags) <= MOST_TAGS for turn in given)
    joined(given, ["x"] * len(given), "sv")
