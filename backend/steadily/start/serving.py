"""The server and the worker: their command lines, whether they answer, and what is said once they do."""

from __future__ import annotations

import http.client
import json
import os
import signal
import ssl
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from steadily.start import environment, keeping
from steadily.start.address import Address
from steadily.start.progress import Trouble
from steadily.start.supervisor import Child, Supervisor

BACKEND = environment.REPOSITORY / "backend"
NOT_OPENED = "Steadily could not be opened; the lines above say why. Nothing was lost; mend that and start again."


@dataclass(frozen=True)
class Serving:
    """One run of Steadily: where it is served, and from which data."""

    address: Address
    data: Path
    ready_file: Path | None = None

    def settings(self) -> dict[str, str]:
        """Return the variables that the project's processes run under."""
        own = {"PYTHONPATH": str(BACKEND), "STEADILY_DATA": str(self.data), "PYTHONUNBUFFERED": "1"}
        return {**os.environ, **self.address.settings(), **own}

    def open(self, flags: Sequence[str]) -> dict[str, Any]:
        """Bring the database up to date; return the ways in, as `opening` prints them."""
        beyond = [] if self.address.is_loopback else ["--beyond-this-machine"]
        command = [str(environment.PYTHON), "-m", "steadily.start.opening", *flags, *beyond]
        done = subprocess.run(command, env=self.settings(), stdout=subprocess.PIPE, text=True)
        if done.returncode != 0:
            raise Trouble(NOT_OPENED)
        ways_in: dict[str, Any] = json.loads(done.stdout)
        return ways_in

    def serve(self, ways_in: dict[str, Any]) -> None:
        """Serve until told to stop."""
        children = [
            Child("server", self.server(), signal.SIGTERM),
            Child("worker", self._worker(), signal.SIGINT),
        ]
        Supervisor(children, self.settings(), self._answers, lambda: self._announce(ways_in)).watch()

    def server(self) -> list[str]:
        """Return the command line that serves, without its worker."""
        one_of_each = ["--interface", "wsgi", "--no-ws", "--workers", "1", "--blocking-threads", "1"]
        where = ["--host", self.address.bound, "--port", str(self.address.port), "--log-level", "warning"]
        command = [str(environment.PYTHON), "-m", "granian", *one_of_each, *where]
        if self.address.certificate is not None:
            command += ["--ssl-certificate", str(self.address.certificate), "--ssl-keyfile", str(self.address.key)]
        return [*command, "steadily.wsgi:application"]

    def _worker(self) -> list[str]:
        return [str(environment.PYTHON), "-m", "huey.bin.huey_consumer", "steadily.worker.huey", "--quiet"]

    def _answers(self) -> bool:
        """Ask the server whether it is alive."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.address.bound, self.address.bound)  # noqa: S104  (asked, not bound)
        connection = self._connection(host)
        try:
            connection.request("GET", "/livez", headers={"Host": urlsplit(self.settings()["STEADILY_ORIGIN"]).netloc})
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _connection(self, host: str) -> http.client.HTTPConnection:
        if self.address.certificate is None:
            return http.client.HTTPConnection(host, self.address.port, timeout=2)
        # Our own server on this machine: its certificate names the outside address, not this one.
        trusting = ssl._create_unverified_context()  # noqa: S323
        return http.client.HTTPSConnection(host, self.address.port, timeout=2, context=trusting)

    def _announce(self, ways_in: dict[str, Any]) -> None:
        url = self.settings()["STEADILY_ORIGIN"]
        print(greeting(url, ways_in), flush=True)
        if self.ready_file is not None:
            keeping.write_for_owner(self.ready_file, json.dumps({"url": url, **(ways_in["sign_ins"] or {})}, indent=1))


def greeting(url: str, ways_in: dict[str, Any]) -> str:
    """Say where Steadily is, and how a clinician and a patient get in."""
    lines = [f"\nSteadily is at {url}\n"]
    if ways_in["sign_ins"] is not None:
        clinician, patient = ways_in["sign_ins"]["clinicians"][0], ways_in["sign_ins"]["patients"][0]
        lines += [
            f"  Clinician  {url}/admin/  user name {clinician['username']}  password {clinician['password']}",
            f"  Patient    {url}/  code {patient['code']}  year of birth {patient['year_of_birth']}",
            f"\n  The patient is {patient['name']}; all are invented. Each start makes new codes.",
        ]
    if ways_in["setup_link"] is not None:
        lines += [f"  There is no clinic yet. Set the first one up at\n  {ways_in['setup_link']}"]
    return "\n".join([*lines, "\n  Stop with Ctrl-C.\n"])
