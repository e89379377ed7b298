"""Lists of words, written as text."""


def words(text: str) -> frozenset[str]:
    """The words of a text that spaces and line ends divide."""
    return frozenset(text.split())
