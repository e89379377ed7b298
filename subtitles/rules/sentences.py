"""What each finding says. No Django here.

The sentences are written down in English and marked for translation; whoever shows one passes it through gettext and
fills it from the finding's values.
"""


def _(sentence: str) -> str:
    """Mark a sentence for the catalogue of translations and leave it as it is."""
    return sentence


SENTENCES: dict[str, str] = {
    "empty": _("The cue is empty: the screen is kept for nothing."),
    "no_time": _("The cue ends when it begins, so nobody sees it."),
    "reading_speed": _("%(speed)s characters a second; %(most)s can be read."),
    "too_short": _("It stands for %(seconds)s s, and should for at least %(bound)s s."),
    "too_long": _("It stands for %(seconds)s s, and should for at most %(bound)s s."),
    "gap": _("%(frames)s frames to the next cue; below %(least)s the two look like one."),
    "blink": _("%(frames)s frames to the next cue flicker: leave %(least)s, or a pause of %(pause)s and more."),
    "overlap": _("The next cue begins %(seconds)s s before this one ends."),
    "near_shot": _("It stays %(frames)s frames after the picture changes, and looks like a new cue."),
    "line_length": _("The line has %(length)s characters; there is room for %(most)s."),
    "lines": _("%(lines)s lines; there is room for %(most)s."),
    "line_break": _("“%(word)s” belongs together with what stands on the other line."),
    "hyphenated": _("A word is divided at the end of the line."),
    "double_space": _("More than one space."),
    "edge_space": _("A space at the end or the beginning of a line."),
    "all_caps": _("Capital letters alone are slow to read."),
    "dash_space": _("The space behind the dash of a speaker is otherwise in this language."),
    "dash_alone": _("The second speaker has a dash; the first has none."),
    "punctuation": _("“%(marks)s” is a mark of the other script; here one writes “%(right)s”."),
    "quotes": _("The quotation mark %(mark)s has no partner."),
    "italics": _("Arabic letters have no italics; players slant them badly."),
    "arabic_letters": _("“%(letter)s” is an Arabic letter; this language has one of its own."),
    "digits": _("“%(digits)s” are digits of another script."),
    "zwnj_missing": _("“%(word)s” should be written “%(right)s”, with a zero-width non-joiner."),
    "zwnj_doubled": _("Two zero-width non-joiners stand where one is needed."),
    "zwnj_stray": _("A zero-width non-joiner joins nothing here."),
    "bidi_base": _("The line begins with letters of the other direction; a player that goes by them shows: %(shown)s"),
    "bidi_torn": _("A sign is torn from its word: players show “%(shown)s”."),
    "numbers": _("The number %(number)s stands on one side alone, in the source or here."),
    "glossary": _("“%(term)s” in the source is “%(expected)s” in the glossary."),
    "names": _("The name %(name)s of the source is missing here."),
    "missing_translation": _("The source says at %(at)s, and nothing here does: “%(said)s”."),
    "untranslated": _("It says the same as the source, word for word."),
    "stale": _("The source was changed after this was translated. It said then: “%(was)s”."),
    "guarded_name": _("The name “%(name)s” is not told to the public; readers meet “%(instead)s”."),
    "spelling": _("No dictionary knows “%(word)s”."),
}  # fmt: skip
