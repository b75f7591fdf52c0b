"""`manage.py invite_operator olga@example.nl --name "Olga Smit"`: the way in on a new installation."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_tenants.utils import schema_context

from tenants.accounts.actions import invite_user
from tenants.accounts.choices import Role
from tenants.kit.caller import System
from tenants.kit.clock import today
from tenants.kit.errors import Problem


class Command(BaseCommand):
    help = "Invite an operator. Prints the address where the password is chosen; it works once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="the person's name")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with schema_context("public"):
                invitation, secret = invite_user(
                    email=options["email"],
                    name=options["name"],
                    roles=[Role.OPERATOR],
                    by=System("invite_operator"),
                    on=today(),
                )
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        host, path = settings.OPERATOR_HOSTS[0], f"/invitations/{secret}"
        if options["json"]:
            told = {"email": invitation.email, "host": host, "invitation": path, "until": str(invitation.expires_on)}
            self.stdout.write(json.dumps(told))
        else:
            self.stdout.write(f"{invitation.name} chooses a password on {host}{path} (until {invitation.expires_on})")
