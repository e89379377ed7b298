"""What the files beside the rungs of a rendition set are called; a set names in `extras` those that it has."""

MASTER = "master.m3u8"
POSTER = "poster.jpg"
SHEET = "sprites.jpg"
THUMBNAILS = "sprites.vtt"  # where on the sheet each moment is
PEAKS = "peaks.json"
