"""`manage.py migrate`: the public tables, then the template, then every municipality that is behind.

Exit status 1 when a municipality could not be migrated; the next run takes up what is left.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.management.commands import makemigrations

from tenants.kit.database import connection
from tenants.outbox.keeper import hand_over_histories
from tenants.public.municipalities.migrating import (
    Behind,
    alone,
    find_behind,
    is_prepared,
    migrate_municipalities,
    migrate_public,
    migrate_template,
)
from tenants.public.municipalities.schemas import TEMPLATE


class Command(BaseCommand):
    help = "Bring the public tables, the template and all municipalities up to date."
    requires_system_checks: list[str] = []
    # Django insists that both commands see the same changes; pgtrigger has taught makemigrations to see triggers.
    autodetector = makemigrations.Command.autodetector

    def add_arguments(self, parser: CommandParser) -> None:
        # Accepted because the test runner of Django calls migrate with them.
        parser.add_argument("--database", default="default")
        parser.add_argument("--noinput", "--no-input", action="store_false", dest="interactive")
        parser.add_argument("--run-syncdb", action="store_true", dest="run_syncdb")

    def handle(self, *args: Any, **options: Any) -> None:
        self.verbosity = options["verbosity"]
        with alone(self._say):
            connection.set_schema_to_public()
            if not is_prepared():
                migrate_public()
                self._say("public tables are up to date")
                migrate_template()
                self._say("the script for new municipalities is ready")
            behind, lost = find_behind()
            self._say_what_is_lacking(behind)
            failures = lost + migrate_municipalities(behind, self._say)
            if schemas := hand_over_histories(except_for=TEMPLATE):
                self._say(f"the history of {len(schemas)} schemas has its keeper")
        for failure in failures:
            self.stderr.write(f"{failure.schema} could not be migrated: {failure.reason}")
        if failures:
            raise CommandError(f"{len(failures)} municipalities could not be migrated. The others are. Run it again.")

    def _say(self, sentence: str) -> None:
        if self.verbosity:
            self.stdout.write(sentence)

    def _say_what_is_lacking(self, behind: list[Behind]) -> None:
        for lacks, number in Counter(each.lacks for each in behind).items():
            names = ", ".join(f"{app}.{name}" for app, name in lacks)
            self._say(f"{number} municipalities lack {names}")
