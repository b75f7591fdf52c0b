"""`manage.py import_geography [FILE…]`: the official regions that come with Raderwerk, or those of other files."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.public.geography.actions import RegionsLoaded, load_regions, load_shipped_regions
from tenants.public.geography.importers import COLUMNS, NotRegions, read_outlines, read_regions


class Command(BaseCommand):
    help = "Import official regions. Without a file: those that come with Raderwerk. A second time changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=f"CSV with {','.join(COLUMNS)}.")
        parser.add_argument(
            "--outlines",
            type=Path,
            metavar="FILE",
            help="GeoJSON (CRS84), a feature a line, with the properties code and validFrom; gzipped or not.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, write nothing.")
        parser.add_argument("--json", action="store_true", help="Print the counts as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        dry_run: bool = options["dry_run"]
        if options["outlines"] and not options["files"]:
            raise CommandError("Outlines belong to regions: name their file too.", returncode=2)
        try:
            outlines = read_outlines(options["outlines"]) if options["outlines"] else {}
            loaded = [load_regions(read_regions(file), outlines, dry_run=dry_run) for file in options["files"]] or [
                load_shipped_regions(dry_run=dry_run)
            ]
        except (NotRegions, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        except (KeyError, ValueError) as error:
            raise CommandError(f"{options['outlines']} holds no outlines as asked: {error}.", returncode=2) from error
        total = RegionsLoaded(
            sum(each.added for each in loaded),
            sum(each.changed for each in loaded),
            sum(each.unchanged for each in loaded),
        )
        if options["json"]:
            self.stdout.write(json.dumps(asdict(total)))
            return
        would = "would be " if dry_run else ""
        self.stdout.write(
            f"Regions: {total.added} {would}added, {total.changed} {would}changed, {total.unchanged} as they were."
        )
