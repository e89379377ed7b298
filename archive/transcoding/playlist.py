"""The master playlist (RFC 8216), written by ourselves: ffmpeg's lacks frame rates and languages."""

from archive.transcoding.rungs import INDEX, Rung

HEAD = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
GROUP = "sound"


def master(rungs: list[Rung], language: str = "") -> str:
    """Names every rung, largest first. `language` (BCP 47) is what is spoken, or empty."""
    pictures = [rung for rung in rungs if rung.is_video]
    sounds = [rung for rung in rungs if not rung.is_video]
    lines = list(HEAD)
    if pictures:
        lines += [_media(sound, language, first=sound is sounds[0]) for sound in sounds]
    for rung in pictures or sounds:
        lines += [_variant(rung, sounds if pictures else []), f"{rung.name}/{INDEX}"]
    return "\n".join(lines) + "\n"


def _media(sound: Rung, language: str, *, first: bool) -> str:
    attributes = {"TYPE": "AUDIO", "GROUP-ID": _quoted(GROUP), "NAME": _quoted(language or GROUP)}
    if language:
        attributes["LANGUAGE"] = _quoted(language)
    attributes |= {"DEFAULT": "YES" if first else "NO", "AUTOSELECT": "YES"}
    attributes |= {"CHANNELS": _quoted(str(sound.channels)), "URI": _quoted(f"{sound.name}/{INDEX}")}
    return _tag("EXT-X-MEDIA", attributes)


def _variant(rung: Rung, sounds: list[Rung]) -> str:
    """A variant's rates are those of its picture and the most demanding sound together."""
    attributes = {
        "BANDWIDTH": str(rung.bandwidth + max((sound.bandwidth for sound in sounds), default=0)),
        "AVERAGE-BANDWIDTH": str(
            rung.average_bandwidth + max((sound.average_bandwidth for sound in sounds), default=0)
        ),
        "CODECS": _quoted(",".join([rung.codecs, *sorted({sound.codecs for sound in sounds})])),
    }
    if rung.is_video:
        attributes["RESOLUTION"] = f"{rung.width}x{rung.height}"
    if rung.frame_rate:
        attributes["FRAME-RATE"] = f"{float(rung.frame_rate):.3f}"
    if sounds:
        attributes["AUDIO"] = _quoted(GROUP)
    return _tag("EXT-X-STREAM-INF", attributes)


def _tag(name: str, attributes: dict[str, str]) -> str:
    return f"#{name}:" + ",".join(f"{key}={value}" for key, value in attributes.items())


def _quoted(text: str) -> str:
    return f'"{text}"'
