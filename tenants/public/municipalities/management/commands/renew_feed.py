"""`manage.py renew_feed`: data were put back in a way that the feed of events cannot see for itself."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.kit.database import connection
from tenants.outbox.actions import renew_feed
from tenants.public.municipalities.models import Municipality


class Command(BaseCommand):
    help = (
        "Say that the data were put back from a snapshot of the disk, before anybody works with them: whoever read events "
        "that the snapshot does not have is told so. After a restore of a dump this is not needed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "codes", nargs="*", metavar="CODE", help="of municipalities, such as GM0505; all when left out"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        codes = options["codes"]
        municipalities = Municipality.objects.filter(code__in=codes) if codes else Municipality.objects.all()
        missing = sorted(set(codes) - {municipality.code for municipality in municipalities})
        if missing:
            raise CommandError(f"There is no municipality {', '.join(missing)}.")
        for municipality in municipalities:
            connection.set_tenant(municipality)
            renew_feed()
            self.stdout.write(f"{municipality.code}: the feed has a new generation.")
        connection.set_schema_to_public()
