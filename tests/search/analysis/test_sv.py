import pytest

from search.analysis import analyse

ONE_WORD = """
kvinna kvinnan kvinnor kvinnorna kvinnornas kvinnas kvinnans
flicka flickan flickor flickorna flickans flickornas
förtryck förtrycket förtryckets
frihet friheten frihetens friheter friheterna
fri fria fritt friare
land landet länder länderna landets
bok boken böcker böckerna bokens
barn barnet barnen barnens barnets
man mannen män männen mannens männens
fånge fången fångar fångarna
fängelse fängelset fängelser fängelserna fängelsets
röst rösten röster rösterna
universitet universitetet universitetets universiteten
identitet identiteten identiteter
arbete arbetet arbeten arbetets
syster systern systrar systrarna
dotter dottern döttrar döttrarna
bror brodern bröder bröderna
mor mödrar mödrarna
regel regeln regler reglerna
skola skolan skolor skolorna
familj familjen familjer familjernas
våld våldet våldets
rättighet rättigheter rättigheterna rättigheten
krig kriget krigets
liv livet livets
år året åren årets
berättelse berättelsen berättelser berättelserna
program programmet programmen programmets
radio radion
resa resan resor resorna
minne minnet minnen minnena
pojke pojken pojkar pojkarna
stad staden städer städerna
afghanistan afghanistans
iran irans
värld världen världens
ansvar ansvaret ansvarets
utbildning utbildningen utbildningar
ungdom ungdomar ungdomen ungdomarna
lärare läraren lärarna lärares
demokrati demokratin demokratins
samhälle samhället samhällen samhällets
språk språket språken
äktenskap äktenskapet äktenskapen
vän vännen vänner vännerna
Kvinna KVINNOR kvinnor
""".strip().splitlines()

DIFFERENT_WORDS = [
    "frihet fri",
    "röst rost",
    "får far",
    "bröd bröder",
    "män mån",
    "hål hal",
    "innan inne",
    "nätt natt",
    "fött fot",
]


def stem(word: str) -> str:
    [term] = analyse(word, "sv")
    return term.text


@pytest.mark.parametrize("forms", ONE_WORD)
def test_the_forms_of_one_word_are_one_term(forms: str) -> None:
    assert {stem(form): form for form in forms.split()}.keys() == {stem(forms.split(maxsplit=1)[0])}


@pytest.mark.parametrize("words", DIFFERENT_WORDS)
def test_different_words_stay_apart(words: str) -> None:
    first, second = words.split()
    assert stem(first) != stem(second)


def test_letters_with_rings_and_dots_are_letters_of_their_own_however_they_are_encoded() -> None:
    assert [stem("får"), stem("fa\u030ar")] == ["får", "får"]


def test_accents_that_are_no_letters_of_their_own_are_left_out() -> None:
    assert [stem("idé"), stem("Müller"), stem("smørrebrød")] == [stem("ide"), stem("Muller"), stem("smörrebröd")]


def test_short_words_are_terms_too() -> None:
    assert [term.text for term in analyse("Att vara eller inte vara", "sv")] == ["att", "var", "ell", "int", "var"]


def test_a_word_with_a_hyphen_is_found_whole_and_by_its_parts() -> None:
    assert [(term.text, term.start, term.end) for term in analyse("en tv-film", "sv")] == [
        ("en", 0, 2),
        ("tvfilm", 3, 10),
        ("tv", 3, 5),
        ("film", 6, 10),
    ]
