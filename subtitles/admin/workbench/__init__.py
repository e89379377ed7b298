"""The workbench: where the cues of a track are written, timed and reviewed."""
