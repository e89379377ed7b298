"""What `setup` needs before there are any settings of Django's."""


def settle(arguments: list[str]) -> None:
    """Nothing yet."""
