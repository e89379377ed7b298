"""Who made what a track shows. The truth stands at each revision; the track carries the answer, for quick lists."""

from subtitles.models import Origin, Track


def shown(track: Track) -> Origin:
    """The origin of the published revision, or of the newest; MIXED where people went on from what a machine made."""
    history = list(track.revisions.order_by("-number").values_list("pk", "origin"))  # the newest first
    keys = [key for key, _ in history]
    if not history:
        return Origin.MACHINE if track.by_machine else Origin.IMPORTED
    at = keys.index(track.published_revision_id) if track.published_revision_id in keys else 0
    origin = Origin(history[at][1])
    before = {earlier for _, earlier in history[at + 1 :]}
    return Origin.MIXED if origin != Origin.MACHINE and Origin.MACHINE in before else origin


def follow(track: Track) -> None:
    """Have the track show it. Call it inside the transaction that changes what is shown, with the row locked."""
    track.origin = shown(track)
    Track.objects.filter(pk=track.pk).exclude(origin=track.origin).update(origin=track.origin)
