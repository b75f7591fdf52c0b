"""`make kills`: kills the server, the worker and the clock, each 30 times at random moments while they write, import and
judge; then counts whether anything was lost or doubled, and whether a job is left running.

make kills ARGS="--rounds 5 --seed 7"
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence

from config import services


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make kills")
    parser.add_argument("--rounds", type=int, default=30, help="how often each process is killed")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    with services.test_services() as running, tempfile.TemporaryDirectory(prefix="kills-") as home:
        os.environ |= {
            **running.environment,
            "RADERWERK_HOME": home,
            "RADERWERK_TODAY": "2024-09-01",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "ALLOW_INSECURE": "secret,http",
            "API_REQUESTS_PER_MINUTE": "0",
        }
        from tests.kills.mail import MailServer

        with MailServer() as mails:
            os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{mails.port}"
            import django

            django.setup()
            from tests.kills.run import Run

            faults = Run(mails, asked.rounds, asked.seed).faults()
    print("\n".join(faults) or "Nothing was lost or doubled, and no job is left open.")
    return len(faults)


if __name__ == "__main__":
    sys.exit(main())
