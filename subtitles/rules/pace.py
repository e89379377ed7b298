"""Time: how fast a cue is to be read, how long it stands, what lies between it and the next."""

from bisect import bisect_left
from collections.abc import Iterator

from subtitles.rules.finding import Hit, Repair, Severity
from subtitles.rules.registry import Need, Scene, rule
from subtitles.rules.text import Text

# Cues that share more than this are meant to stand together: two voices, a sign and a voice.
SLIP_MS = 1000
# From this many frames on the viewer sees cue and shot change apart.
APART_FRAMES = 12


@rule("no_time", Severity.ERROR)
def no_time(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    if text.duration_ms <= 0 and text.plain:
        yield Hit(0, len(text.plain))


@rule("reading_speed", Severity.WARNING, Need.SCREEN, graver=True)
def reading_speed(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    if text.duration_ms <= 0:
        return
    speed, most = text.length * 1000 / text.duration_ms, scene.numbers.speed
    if speed > most:
        values = {"speed": round(speed, 1), "most": most}
        yield Hit(0, len(text.plain), values, severity=_gravity(speed, most, scene))


def _gravity(measured: float, most: float, scene: Scene) -> Severity | None:
    """An error where the bound is passed by far; as the rule says otherwise."""
    return Severity.ERROR if measured > most * scene.numbers.tolerance else None


@rule("too_short", Severity.WARNING, Need.SCREEN)
def too_short(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    if 0 < text.duration_ms < scene.numbers.shortest_ms - 1:
        yield Hit(
            0, len(text.plain), _seconds(text.duration_ms, scene.numbers.shortest_ms), _longer(scene, index, text)
        )


def _longer(scene: Scene, index: int, text: Text) -> Repair | None:
    """The shortest time, where the next cue leaves room for it."""
    end_ms = text.start_ms + scene.numbers.shortest_ms
    following = _next(scene, index)
    if following and end_ms + _gap_ms(scene) > following.start_ms:
        return None
    return Repair(end_ms=end_ms)


@rule("too_long", Severity.WARNING, Need.SCREEN)
def too_long(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    if text.duration_ms > scene.numbers.longest_ms + 1:
        yield Hit(0, len(text.plain), _seconds(text.duration_ms, scene.numbers.longest_ms))


def _seconds(measured_ms: int, bound_ms: int) -> dict[str, object]:
    return {"seconds": round(measured_ms / 1000, 2), "bound": round(bound_ms / 1000, 2)}


# Half a frame to either side is the rounding of whoever wrote the times.
_ROUNDING = 0.5


@rule("gap", Severity.WARNING, Need.SCREEN)
def gap(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """Less than the frames that tell two cues apart."""
    least = scene.numbers.gap
    yield from _between(scene, index, text, (-_ROUNDING, least - _ROUNDING), least=least)


@rule("blink", Severity.NOTE, Need.SCREEN)
def blink(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """More than that and less than a pause: the screen seems to flicker."""
    least, chain = scene.numbers.gap, scene.numbers.chain
    yield from _between(scene, index, text, (least + _ROUNDING, chain - _ROUNDING), least=least, pause=chain)


def _between(scene: Scene, index: int, text: Text, bounds: tuple[float, float], **values: object) -> Iterator[Hit]:
    """`bounds` are in frames, and neither of them is found itself."""
    following = _next(scene, index)
    if following is None or following.start_ms < text.end_ms:
        return
    frames = (following.start_ms - text.end_ms) / scene.frame_ms
    if bounds[0] < frames < bounds[1]:
        end_ms = following.start_ms - _gap_ms(scene)
        repair = Repair(end_ms=end_ms) if end_ms - text.start_ms >= scene.numbers.shortest_ms else None
        yield Hit(0, len(text.plain), {"frames": round(frames), **values}, repair)


@rule("overlap", Severity.WARNING, Need.SCREEN)
def overlap(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """Two cues in one place at one time. Cues that a setting puts elsewhere are two voices, or a sign."""
    following = _next(scene, index)
    if following is None or following.start_ms >= text.end_ms or following.settings != text.settings:
        return
    end_ms = following.start_ms - _gap_ms(scene)
    slip = text.end_ms - following.start_ms
    safe = slip <= SLIP_MS and end_ms - text.start_ms >= scene.numbers.shortest_ms
    yield Hit(0, len(text.plain), {"seconds": round(slip / 1000, 2)}, Repair(end_ms=end_ms) if safe else None)


@rule("near_shot", Severity.NOTE, Need.SCREEN, Need.SHOTS)
def near_shot(scene: Scene, index: int, text: Text) -> Iterator[Hit]:
    """A cue that outlasts a change of shot by some frames is taken for a new one."""
    at = bisect_left(scene.shots, text.end_ms) - 1
    if at < 0:
        return
    frames = (text.end_ms - scene.shots[at]) / scene.frame_ms
    if 1 <= frames < APART_FRAMES:
        end_ms = scene.shots[at] - _gap_ms(scene)
        repair = Repair(end_ms=end_ms) if end_ms - text.start_ms >= scene.numbers.shortest_ms else None
        yield Hit(0, len(text.plain), {"frames": round(frames)}, repair)


def _next(scene: Scene, index: int) -> Text | None:
    return scene.texts[index + 1] if index + 1 < len(scene.texts) else None


def _gap_ms(scene: Scene) -> int:
    """Rounded up, so that the gap is never a millisecond too small."""
    return -int(-scene.numbers.gap * scene.frame_ms // 1)
