"""`manage.py reset_second_step olga@example.nl --reason "…"`: when nobody is left who could do it on a page."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_tenants.utils import get_public_schema_name, get_tenant_model, schema_context

from tenants.accounts.actions import reset_second_step
from tenants.accounts.models import User
from tenants.kit.caller import System
from tenants.kit.clock import today
from tenants.kit.errors import Problem
from tenants.kit.site import site_of


class Command(BaseCommand):
    help = "Take away a lost second step of signing in: of an operator, or of a municipality's only administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--municipality", default="", metavar="CODE", help="such as GM0505; none: an operator")
        parser.add_argument("--reason", required=True, help="why, and how you know that it is this person")

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = get_tenant_model().objects.filter(code=options["municipality"]).first()
        if options["municipality"] and municipality is None:
            raise CommandError(f"There is no municipality with the code {options['municipality']} here.")
        site = site_of(municipality)
        with schema_context(municipality.schema_name if municipality else get_public_schema_name()):
            user = User.objects.filter(email=options["email"]).first()
            if user is None:
                raise CommandError(f"Nobody has the address {options['email']} there.")
            try:
                reset_second_step(user, by=System("reset_second_step"), on=today(), reason=options["reason"], site=site)
            except Problem as problem:
                raise CommandError(str(problem)) from problem
        self.stdout.write(f"{user.name} signs in with the password alone now, and gets a message about it.")
