"""On the page of what waits for an archivist: what the newest check of the gate found to differ from the rules."""

from django.utils.translation import gettext_lazy as _

from archive.admin.waiting import Line, Section
from catalogue import checking


def waiting() -> list[Line]:
    """A line for each difference; `check_access --mend` ends them."""
    return [Line(words, "", "", at) for words, at in checking.latest()]


SECTION = Section(
    "access",
    _("What the gate goes by does not follow from the rules"),
    _("Tell whoever looks after the server: “manage.py check_access --mend” puts it right."),
    _("All of it follows from the rules."),
    waiting,
)
