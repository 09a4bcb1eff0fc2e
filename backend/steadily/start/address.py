"""Where Steadily is served: the host, the port, and the certificate if there is one."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from dataclasses import dataclass
from pathlib import Path

from steadily.start.progress import Trouble

PORT_IN_USE = (
    "Port {port} is in use, perhaps by another Steadily. Stop that, or choose another port:\n"
    "  python3 backend/start.py --port {other}"
)


@dataclass(frozen=True)
class Address:
    """What the server binds to, and what people type."""

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None

    @property
    def is_loopback(self) -> bool:
        """Say whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def bound(self) -> str:
        """Return the host as the server wants it, as a number where it may be one."""
        return "127.0.0.1" if self.host == "localhost" else self.host

    @property
    def name(self) -> str:
        """Return the host as people type it: passkeys need a name, not a number."""
        if self.is_loopback:
            return "localhost"
        return socket.gethostname() if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104  (not bound here)

    @property
    def url(self) -> str:
        """Return the address of the app."""
        scheme = "http" if self.certificate is None else "https"
        return f"{scheme}://{f'[{self.name}]' if ':' in self.name else self.name}:{self.port}"

    def settings(self) -> dict[str, str]:
        """Return the settings that follow from the address; what the environment already says stands."""
        names = dict.fromkeys(["localhost", "127.0.0.1", "[::1]", self.name])
        asked = {"STEADILY_ORIGIN": self.url, "STEADILY_HOSTS": ",".join(names)}
        return {key: os.environ.get(key, value) for key, value in asked.items()}

    def check(self) -> None:
        """Refuse a half-given or missing certificate, and a port that another program holds."""
        if (self.certificate is None) is not (self.key is None):
            raise Trouble("TLS needs both --certificate and --key.")
        for file in (self.certificate, self.key):
            if file is not None and not file.is_file():
                raise Trouble(f"There is no file {file}.")
        self._try_to_bind()

    def _try_to_bind(self) -> None:
        family = socket.AF_INET6 if ":" in self.bound else socket.AF_INET
        with socket.socket(family) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((self.bound, self.port))
            except OSError as error:
                raise Trouble(self._why_not(error)) from error

    def _why_not(self, error: OSError) -> str:
        if error.errno == errno.EADDRINUSE:
            return PORT_IN_USE.format(port=self.port, other=self.port + 1)
        if error.errno == errno.EACCES:
            return f"Port {self.port} is for administrators only. Choose one from 1024: --port 8000"
        return f"{self.host} cannot be served from this machine: {error.strerror}."
