"""Ports of loopback for servers of the tests' own."""

import socket


def free_port() -> int:
    """One that nobody listens at now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
