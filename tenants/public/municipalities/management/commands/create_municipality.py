"""`manage.py create_municipality GM0505`: what an operator does on the page, from a shell."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.kit.caller import System
from tenants.kit.clock import today
from tenants.kit.errors import Problem
from tenants.public.municipalities.actions import create_municipality, create_with_administrator
from tenants.public.municipalities.administrators import Administrator


class Command(BaseCommand):
    help = "Create a municipality with its schema and host."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="CBS code, such as GM0505")
        parser.add_argument("--name", default="", help="the official name unless given")
        parser.add_argument("--host", default="", help="<name>.<MUNICIPALITY_DOMAIN> unless given")
        parser.add_argument("--administrator", default="", metavar="NAME", help="who is to manage it; with --email")
        parser.add_argument("--email", default="", help="of the administrator, who is invited")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["administrator"]) != bool(options["email"]):
            raise CommandError("Give both --administrator NAME and --email ADDRESS, or neither.", returncode=2)
        by, on = System("create_municipality"), today()
        wanted = {"by": by, "on": on, "name": options["name"], "host": options["host"]}
        path = ""
        try:
            if options["email"]:
                administrator = Administrator(options["administrator"], options["email"])
                found, _invitation, secret = create_with_administrator(options["code"], administrator, **wanted)
                path = f"/invitations/{secret}"
            else:
                found = create_municipality(options["code"], **wanted)
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        if options["json"]:
            told = {"code": found.code, "name": found.name, "host": found.primary_host, "invitation": path or None}
            self.stdout.write(json.dumps(told))
            return
        self.stdout.write(f"{found.name} ({found.code}) answers on {found.primary_host}")
        if path:
            self.stdout.write(f"{options['administrator']} chooses a password on {found.primary_host}{path}")
