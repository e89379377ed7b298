"""What the catalogue tells the rooms above it. It never asks them for anything.

`face_raised` is sent inside the transaction that changes what may be met of some works (their texts, their
recordings, who may see them), with `versions: dict[int, int]`, the new version of each, so that a listener's own rows
commit or roll back with it.
"""

from django.dispatch import Signal

face_raised = Signal()
