"""The translator's home: recordings by languages, her own work, and what was done by month."""
