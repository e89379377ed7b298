"""The rows that are held while something is done to cues that other tracks hang on, or that hang on others."""

from collections.abc import Collection

from subtitles.models import Track


def hold(track: Track) -> Track:
    """The track, with its row held and those of all tracks of its recording. Raises Track.DoesNotExist.

    They are taken in the order of their keys, whoever asks: each of two tracks may hang on the other, after the
    language that is spoken was said to be another, and two who write in them would wait for each other for ever.
    """
    recording = Track.objects.filter(pk=track.pk).values("recording")
    held: Collection[Track] = Track.objects.select_for_update().filter(recording__in=recording).order_by("pk")
    for each in held:
        if each.pk == track.pk:
            return each
    raise Track.DoesNotExist
