"""Holes in the screens of members."""

from archive.access import Level, Viewer
from tests.leaks import matrix
from tests.leaks.mutations.holes import always, instead, unasked
from tests.leaks.mutations.mutation import Mutation
from tests.leaks.mutations.of_the_gate import WITHDRAWN
from tests.leaks.mutations.slices import Slice, files

TRANSLATOR = "translator"
LISTS = ("/admin/recordings/", "/admin/documents/", "/admin/tracks/", "/admin/snippets/catalogue/radioepisode/")


def lists(*addresses: str) -> Slice:
    return Slice(WITHDRAWN, matrix.named, (TRANSLATOR,), (addresses,))


MUTATIONS = (
    Mutation(
        "pages of recordings do not ask the gate",
        lambda: unasked("archive.admin.gate.Gated.things"),
        files(WITHDRAWN, "admin recordings:page of recording", "admin tracks:page of words", who=TRANSLATOR),
    ),
    Mutation(
        "lists of recordings do not ask the gate", lambda: unasked("archive.admin.gate.Gated.things"), lists(*LISTS[:3])
    ),
    Mutation(
        "the preview of a recording does not ask the gate",
        lambda: unasked("archive.admin.files.preview"),
        files(WITHDRAWN, "admin recordings:preview of recording", who=TRANSLATOR),
    ),
    Mutation(
        "originals are given to whoever works here",
        lambda: instead("archive.access.viewer", always(Viewer(Level.ARCHIVIST))),
        files("", "admin recordings:original of recording", who=TRANSLATOR),
    ),
)
