"""What a recording sounds like to a program: where somebody speaks, and a text said by espeak-ng to compare with."""
