"""`manage.py create_municipality GM0505`: what an operator does on the page, from a shell."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.kit.caller import System
from tenants.kit.clock import today
from tenants.kit.errors import Problem
from tenants.public.municipalities.actions import create_municipality


class Command(BaseCommand):
    help = "Create a municipality with its schema and host."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="CBS code, such as GM0505")
        parser.add_argument("--name", default="", help="the official name unless given")
        parser.add_argument("--host", default="", help="<name>.<MUNICIPALITY_DOMAIN> unless given")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            municipality = create_municipality(
                options["code"],
                by=System("create_municipality"),
                on=today(),
                name=options["name"],
                host=options["host"],
            )
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        host = municipality.primary_host
        if options["json"]:
            self.stdout.write(json.dumps({"code": municipality.code, "name": municipality.name, "host": host}))
        else:
            self.stdout.write(f"{municipality.name} ({municipality.code}) answers on {host}")
