"""What there is and what is left: of many tracks at once, by recording and language, by person, by month."""
