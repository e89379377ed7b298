"""What the archive tells the rooms above it. It never asks them for anything.

`recording_changed` is sent inside the transaction that changes what the public may meet of some recordings
(a rule, a rendition set), with `recording_ids: list[int]`, so that a listener's own rows commit or roll back with it.
"""

from django.dispatch import Signal

recording_changed = Signal()
