"""What `manage.py demo` says before it starts anything."""

import socket

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from config.installing import marking
from config.management.commands.demo import refuse_taken_port


def test_a_taken_port_is_refused_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError) as refusal:
            refuse_taken_port("127.0.0.1", port)
    assert str(refusal.value) == (
        f"Port {port} on 127.0.0.1 cannot be used (Address already in use). "
        f"Choose another: make demo ROSTARKIVET_PORT={port + 1}"
    )


def test_a_free_port_is_taken_without_a_word() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    refuse_taken_port("127.0.0.1", port)


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["load_demo", "demo"])
def test_a_live_archive_gets_no_accounts_with_known_passwords(command: str) -> None:
    with override_settings(LIVE=True, HTTPS=False), pytest.raises(CommandError) as refusal:
        call_command(command)
    assert str(refusal.value).startswith("This is a live archive")


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["load_demo", "demo"])
def test_a_database_that_says_it_is_live_gets_none_either(command: str) -> None:
    with override_settings(LIVE=True):
        marking.mark_live()
    with pytest.raises(CommandError) as refusal:
        call_command(command)
    assert str(refusal.value).startswith("This is a live archive")
