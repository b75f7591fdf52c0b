"""`manage.py demo`: what `make demo` runs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from config.demo.progress import Progress
from config.demo.run import Options, run


class Command(BaseCommand):
    help = "Build three example municipalities on this machine and serve them until Ctrl-C (not for production)."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to serve on (default: this machine only)")
        parser.add_argument("--port", type=int, default=8000, help="the port to serve on (default: 8000)")
        parser.add_argument("--no-serve", action="store_true", help="end after the summary")
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")
        parser.add_argument("--reset", action="store_true", help="remove the embedded data first and start over")

    def handle(self, *args: Any, **options: Any) -> None:
        asked = Options(
            host=options["host"],
            port=options["port"],
            serve=not options["no_serve"],
            as_json=options["json"],
            reset=options["reset"],
        )
        run(asked, out=self.stdout, progress=Progress())  # type: ignore[arg-type]
