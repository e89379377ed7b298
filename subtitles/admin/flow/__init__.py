"""Who works on a track, how far it has come, and the steps to the public."""
