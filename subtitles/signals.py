"""What the subtitles tell the rooms above them.

`track_changed` is sent with `track` inside the transaction that changes what the public may meet of it (published,
another revision published, unpublished, named otherwise, moved), so that a listener's own rows commit or roll back with
it.
"""

from django.dispatch import Signal

track_changed = Signal()
