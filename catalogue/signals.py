"""What the catalogue tells the rooms above it. It never asks them for anything.

`work_changed` is sent inside the transaction that changes what the public may meet of some works (their texts, their
recordings, who may see them), with `work_ids: list[int]`, so that a listener's own rows commit or roll back with it.
"""

from django.dispatch import Signal

work_changed = Signal()
