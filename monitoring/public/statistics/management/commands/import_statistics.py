"""`manage.py import_statistics SOURCE [FILE…]`: official figures from files, or those that come with Raderwerk."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from monitoring.public.statistics.actions import ImportResult, Progress, import_file, prepare_import
from monitoring.public.statistics.choices import Source
from monitoring.public.statistics.importers.faults import sentence
from monitoring.public.statistics.shipped import shipped_files
from monitoring.public.statistics.summary import sentences, totals


class Command(BaseCommand):
    help = (
        "Import official statistics. Without a file: those that come with Raderwerk. A second time changes nothing. "
        "Exit status 1: something was refused; 2: nothing could be done at all."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="SOURCE", help=f"One of {', '.join(Source.values)}.")
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="CSV, Excel or JSON, gzipped or not.")
        parser.add_argument("--dry-run", action="store_true", help="Read and check everything, write nothing.")
        parser.add_argument("--json", action="store_true", help="Print what happened as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        source, files = options["source"], options["files"]
        if source not in Source.values:
            raise CommandError(f"{source} is not a source. Sources are {', '.join(Source.values)}.", returncode=2)
        prepare_import()
        progress = None if options["json"] or not sys.stderr.isatty() else self._bar()
        results = [
            import_file(source, file, dry_run=options["dry_run"], progress=progress)
            for file in files or shipped_files(source)
        ]
        if options["json"]:
            document = {"source": source, "dryRun": options["dry_run"], **totals(results)}
            self.stdout.write(json.dumps(document, ensure_ascii=False, indent=2))
        else:
            self._tell(results)
        if any(result.errors for result in results):
            sys.exit(1)

    def _tell(self, results: list[ImportResult]) -> None:
        for result in results:
            for told in sentences(result):
                self.stdout.write(told)
            for error in result.errors:
                self.stderr.write(sentence(error.code, error.values))

    def _bar(self) -> Progress:
        """A bar on standard error, for somebody who watches."""

        def draw(done: int, total: int, where: str) -> None:
            share = done / total if total else 1.0
            bar = "█" * int(share * 24)
            end = "\n" if done >= total else ""
            self.stderr.write(f"\r{bar:<24} {share:4.0%}  {where[:60]:<60}", ending=end)

        return draw
