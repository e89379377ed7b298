"""How timed text is shaped: where its lines break, when its cues stand, when a sentence is said. No Django here."""
