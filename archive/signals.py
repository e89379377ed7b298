"""What the archive tells the rooms above it. It never asks them for anything.

`recording_changed` is sent inside the transaction that changes what there is to meet of some recordings (a title, a
rendition set), with `recording_ids: list[int]`, so that a listener's own rows commit or roll back with it.

`reach_changed` is sent inside the transaction that changes who may meet recordings and documents (their own rule, a
track's, or what rooms above forbid about them), with `recording_ids` and `document_ids`, both `frozenset[int]`.

`rows_written` is sent inside the transaction that changes rows of things with a rule by UPDATE, where no `post_save`
tells of them, with `ids: list[int]`; the sender is their model.

`withdrawal_changed` is sent inside the transaction that withdraws things or lifts that, with `model` (the class whose
table holds the rule), `ids: list[int]`, `withdrawn: bool`, `by` (a user, None for the archive itself) and
`because` (the reason in somebody's words, or the code of what it follows from).

`archive_restored` is sent once when a backup stands in its place, before anything is served.
"""

from django.dispatch import Signal

recording_changed = Signal()
rows_written = Signal()
reach_changed = Signal()
withdrawal_changed = Signal()
archive_restored = Signal()
