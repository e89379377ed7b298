"""When each sentence of a text is said in a recording, without recognising a word: a voice that says the text is laid
against the voices of the recording, and time is bent until they sound alike."""
