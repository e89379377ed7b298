"""The form in which a person decides what is a guess about a file."""

from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from archive.languages import Direction
from subtitles.admin.outcomes import question, runs, visible
from subtitles.doubts import Doubt, Example, Guess
from subtitles.formats import codepages
from subtitles.formats.alphabets import ENCODINGS, pages
from subtitles.pending import Looked

YES, NO = "yes", "no"
_SAMPLE_CHARACTERS = 60
_SAMPLE_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Shown:
    """An example with names for what cannot be seen in it, and the side it is read from."""

    line: int
    was: str
    became: str
    dir: Direction

    @classmethod
    def of(cls, example: Example) -> "Shown":
        both = f"{example.was}{example.became}"
        # Two times stand in the order of time, whatever is said between them.
        side: Direction = "ltr" if "-->" in both else runs(both)
        return cls(example.line, visible(example.was), visible(example.became), side)


@dataclass(frozen=True, slots=True)
class Asked:
    """A guess on the screen. `field` is None where it is decided by naming an encoding."""

    question: str
    guess: Guess
    field: BoundField | None
    examples: list[Shown]


class DecidingForm(forms.Form):
    """One choice for each guess, and the encoding: all of them may stay open."""

    encoding = forms.ChoiceField(label=_("Character encoding"), required=False)

    def __init__(self, data: QueryDict | None, looked: Looked) -> None:
        self.looked = looked
        super().__init__(data, initial=_initial(looked))
        samples = _samples(looked)
        others = [encoding for encoding in ENCODINGS if encoding not in samples]
        self.fields["encoding"].choices = [  # type: ignore[attr-defined]
            ("", _("As recognised: %(encoding)s") % {"encoding": looked.reading.encoding}),
            *((encoding, f"{encoding} – {sample}") for encoding, sample in samples.items()),
            *((encoding, encoding) for encoding in others),
        ]
        for guess in looked.reading.guesses:
            no = _("No, read it as I say below") if guess.code == Doubt.ENCODING else _("No, leave it as it is")
            choices = [(YES, _("Yes")), (NO, no)]
            self.fields[named(guess.code)] = forms.ChoiceField(
                choices=choices, required=False, widget=forms.RadioSelect
            )

    @property
    def asks_encoding(self) -> bool:
        """Whether one of the questions is about the encoding, which is then named beside it."""
        return any(guess.code == Doubt.ENCODING for guess in self.looked.reading.guesses)

    def said(self) -> dict[str, bool]:
        """The answers that were given, now or before; what was asked and not answered is open."""
        now = {guess.code for guess in self.looked.reading.guesses}
        before = {code: answer for code, answer in self.looked.pending.said.items() if code not in now}
        return before | {
            code: self.cleaned_data[named(code)] == YES for code in now if self.cleaned_data.get(named(code))
        }

    def asked(self) -> list[Asked]:
        return [
            Asked(
                question(guess.code, guess.values),
                guess,
                self[named(guess.code)],
                [Shown.of(each) for each in guess.examples],
            )
            for guess in self.looked.reading.guesses
        ]


def named(code: str) -> str:
    """The field of a guess; one is about the encoding and has a field of its own beside that."""
    return f"guess-{code}"


def _initial(looked: Looked) -> dict[str, str]:
    answers = {named(guess.code): YES if guess.answer else NO for guess in looked.reading.guesses if not guess.is_open}
    return {**answers, "encoding": looked.pending.encoding}


def _samples(looked: Looked) -> dict[str, str]:
    """In each code page of the language the beginning of the first line that it makes a difference to."""
    language = looked.pending.language
    lines = bytes(looked.pending.data)[:_SAMPLE_BYTES].splitlines()
    telling = next((line for line in lines if not line.isascii()), b"")
    read = {page: codepages.read_in(telling, page, language) for page in pages(language)}
    return {page: visible(text)[:_SAMPLE_CHARACTERS] for page, text in read.items() if telling}
