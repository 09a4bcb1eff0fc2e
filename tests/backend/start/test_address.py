"""Where Steadily is served, and what it refuses before anything is installed."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from steadily.start.address import Address
from steadily.start.progress import Trouble


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.53", "::1"])
def test_only_this_machine_reaches_a_loopback_host(host: str) -> None:
    assert Address(host, 8000).is_loopback


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.20", "clinic.example"])  # noqa: S104
def test_others_reach_any_other_host(host: str) -> None:
    assert not Address(host, 8000).is_loopback


def test_passkeys_get_a_name_even_when_a_number_was_given() -> None:
    assert Address("127.0.0.1", 8000).url == "http://localhost:8000"


def test_a_certificate_makes_it_https() -> None:
    address = Address("clinic.example", 8443, Path("clinic.pem"), Path("clinic.key"))

    assert address.url == "https://clinic.example:8443"


def test_an_address_of_the_sixth_version_stands_in_brackets() -> None:
    assert Address("fd00::20", 8000).url == "http://[fd00::20]:8000"


def test_the_server_answers_to_its_name_and_to_this_machine() -> None:
    settings = Address("clinic.example", 8000).settings()

    assert settings["STEADILY_HOSTS"] == "localhost,127.0.0.1,[::1],clinic.example"


def test_what_the_environment_says_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEADILY_ORIGIN", "https://steadily.clinic.example")

    assert Address("localhost", 8000).settings()["STEADILY_ORIGIN"] == "https://steadily.clinic.example"


def test_a_port_in_use_is_said_plainly_with_another_to_try() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(Trouble, match=rf"Port {port} is in use.*\n.*--port {port + 1}"):
            Address("localhost", port).check()


def test_a_free_port_is_taken_without_a_word() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

    Address("localhost", port).check()


def test_a_certificate_without_its_key_is_refused() -> None:
    with pytest.raises(Trouble, match=r"both --certificate and --key"):
        Address("localhost", 8000, certificate=Path("clinic.pem")).check()


def test_a_certificate_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "clinic.pem"

    with pytest.raises(Trouble, match=r"There is no file .*clinic.pem"):
        Address("localhost", 8000, missing, missing).check()
