#!/usr/bin/env python3
"""Start Steadily on a machine that has only Python: environment, app, database, demo clinic, server."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (said in words, before any newer syntax)
    sys.exit("Steadily needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2]))

import argparse
from pathlib import Path

from steadily.start import app, environment, keeping
from steadily.start.address import Address
from steadily.start.progress import Trouble
from steadily.start.serving import Serving


def main() -> int:
    """Do what the command line asks; say in plain words what stops it."""
    try:
        start(options())
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The next start goes on from here.", file=sys.stderr)
        return 130
    return 0


def start(asked: argparse.Namespace) -> None:
    """Make what is missing, then serve until told to stop."""
    address = Address(asked.host, asked.port, asked.certificate, asked.key)
    address.check()
    print("Starting Steadily", flush=True)
    environment.make()
    environment.install(environment.REQUIREMENTS)
    app.build()
    data = asked.data.resolve()
    keeping.prepare(data)
    serving = Serving(address, data, asked.ready_file)
    flags = {"--no-demo": asked.no_demo, "--demo-for-anyone": asked.demo_for_anyone}
    serving.serve(serving.open([flag for flag, given in flags.items() if given]))


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="localhost", help="serve other machines too, for example 0.0.0.0")
    parser.add_argument("--data", type=Path, metavar="DIR", default=environment.REPOSITORY / ".data")
    parser.add_argument("--no-demo", action="store_true", help="make no demo clinic; print a link to set one up")
    parser.add_argument("--demo-for-anyone", action="store_true", help="serve the demo clinic to other machines too")
    parser.add_argument("--ready-file", type=Path, metavar="FILE", help="write the sign-ins here once serving")
    parser.add_argument("--certificate", type=Path, metavar="FILE", help="serve TLS: the certificate, in PEM form")
    parser.add_argument("--key", type=Path, metavar="FILE", help="serve TLS: its key, in PKCS#8 form")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
