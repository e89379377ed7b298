"""Make the stand-in media anew: `python -m demo.make_media [NAME …]`. See demo/README.md for what it needs."""

import shutil
import sys
from pathlib import Path

from rich.console import Console

from demo.making import book, cues, encode, sound
from demo.making.programme import Programme, programmes

MEDIA = Path(__file__).resolve().parent / "media"
BOOK = "systra-mi.pdf"


def make(programme: Programme, folder: Path) -> None:
    """Make one programme's media file and its subtitle files."""
    heard = sound.perform(programme)
    cues.write_tracks(programme, heard, folder)
    encoder = encode.film if programme.kind == "film" else encode.radio
    encoder(programme, heard, folder / programme.file)


def main(names: list[str]) -> None:
    """Make the programmes of these names, or everything."""
    console = Console(stderr=True)
    if not shutil.which("espeak-ng"):
        raise SystemExit("espeak-ng speaks the programmes and is not installed: apt-get install espeak-ng")
    MEDIA.mkdir(exist_ok=True)
    for programme in programmes():
        if not names or programme.name in names:
            with console.status(f"{programme.file} …"):
                make(programme, MEDIA)
            console.print(f"{programme.file}: {(MEDIA / programme.file).stat().st_size / 1e6:.1f} MB")
    if not names:
        book.make(MEDIA / BOOK)


if __name__ == "__main__":
    main(sys.argv[1:])
