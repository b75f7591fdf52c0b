"""`manage.py migrate`: the public tables, then the template, then every municipality that is behind.

django-tenants runs the migrations of every schema one by one, also where nothing is to be done. Here one
query asks which schemas lack what the template has, and only those are migrated. A schema that fails does
not stop the others: it is listed, and the next run takes it up again.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.management.commands import makemigrations
from psycopg import sql

from tenants.kit.database import connection
from tenants.public.municipalities.models import Municipality
from tenants.public.municipalities.schemas import TEMPLATE, migrate_schema, prepare_script


class Command(BaseCommand):
    help = "Bring the public tables, the template and all municipalities up to date."
    requires_system_checks: list[str] = []
    # Django insists that both commands see the same changes; pgtrigger has taught makemigrations to see triggers.
    autodetector = makemigrations.Command.autodetector

    def add_arguments(self, parser: CommandParser) -> None:
        # Accepted because the test runner of Django calls migrate with them.
        parser.add_argument("app_label", nargs="?")
        parser.add_argument("--database", default="default")
        parser.add_argument("--noinput", "--no-input", action="store_false", dest="interactive")
        parser.add_argument("--run-syncdb", action="store_true", dest="run_syncdb")

    def handle(self, *args: Any, **options: Any) -> None:
        connection.set_schema_to_public()
        migrate_schema("public")
        self._say(options, "public tables are up to date")
        prepare_script()
        self._say(options, "the script for new municipalities is ready")
        failed = [schema for schema in schemas_behind() if not self._migrated(schema, options)]
        if failed:
            raise CommandError(f"{len(failed)} municipalities could not be migrated: {', '.join(failed)}. Run again.")

    def _migrated(self, schema: str, options: dict[str, Any]) -> bool:
        try:
            migrate_schema(schema)
        except Exception as error:  # (whatever went wrong here must not stop the others)
            self.stderr.write(f"{schema}: {error}")
            return False
        self._say(options, f"{schema} is up to date")
        return True

    def _say(self, options: dict[str, Any], sentence: str) -> None:
        if options["verbosity"]:
            self.stdout.write(sentence)


def schemas_behind() -> list[str]:
    """Schemas of municipalities that lack a migration which the template has. One query for all of them."""
    connection.set_schema_to_public()
    schemas = list(Municipality.objects.order_by("code").values_list("schema_name", flat=True))
    if not schemas:
        return []
    lacking = sql.SQL(" UNION ALL ").join(
        sql.SQL(
            "SELECT {name} WHERE EXISTS (SELECT app, name FROM {template}.django_migrations"
            " EXCEPT SELECT app, name FROM {schema}.django_migrations)"
        ).format(name=sql.Literal(schema), template=sql.Identifier(TEMPLATE), schema=sql.Identifier(schema))
        for schema in schemas
    )
    with connection.cursor() as cursor:
        cursor.execute(lacking)
        return [row[0] for row in cursor.fetchall()]
