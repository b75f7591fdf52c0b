"""The people every test knows. They exist in both municipalities, with the same addresses and other passwords' worth.

Anna runs the municipality's settings, Mira manages an area, Evi edits programmes, Dirk keeps the figures, Greet is
the council's clerk, Rik a councillor, Lena only reads; Otto operates the installation.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tenants.accounts.actions import create_user
from tenants.accounts.choices import Role
from tenants.accounts.models import User
from tenants.kit.caller import Caller, System

TODAY = dt.date(2024, 9, 1)
Who = User | Caller
PASSWORD = "een lang wachtwoord voor de proef"

PEOPLE = {
    "administrator": ("Anna Beheer", Role.ADMINISTRATOR),
    "manager": ("Mira Gebied", Role.AREA_MANAGER),
    "other_manager": ("Noor Gebied", Role.AREA_MANAGER),
    "editor": ("Evi Programma", Role.PROGRAM_EDITOR),
    "steward": ("Dirk Cijfers", Role.DATA_STEWARD),
    "clerk": ("Greet Griffie", Role.COUNCIL_CLERK),
    "council_member": ("Rik Raad", Role.COUNCIL_MEMBER),
    "reader": ("Lena Lezer", Role.READER),
}


# Who works at city hall, and who of them works on what is not decided yet.
STAFF = [name for name in PEOPLE if name != "council_member"]
ON_DRAFTS = ["administrator", "manager", "other_manager", "editor", "steward"]


@dataclass(frozen=True)
class Cast:
    """Each person by what they do, in the municipality of the moment."""

    administrator: User
    manager: User
    other_manager: User
    editor: User
    steward: User
    clerk: User
    council_member: User
    reader: User


def engage() -> None:
    """Give everybody an account in the schema of the moment."""
    for key, (name, role) in PEOPLE.items():
        create_user(email=address(key), name=name, roles=[role], password=PASSWORD, by=System("test"), on=TODAY)


def engage_operator() -> None:
    create_user(
        email="otto@example.nl",
        name="Otto Operator",
        roles=[Role.OPERATOR],
        password=PASSWORD,
        by=System("test"),
        on=TODAY,
    )


def address(key: str) -> str:
    return f"{PEOPLE[key][0].split()[0].lower()}@example.nl"


def present() -> Cast:
    """The cast as stored in the schema of the moment."""
    users = {user.email: user for user in User.objects.all()}
    return Cast(**{key: users[address(key)] for key in PEOPLE})


def as_caller(who: Who) -> Caller:
    """As policies and actions know them."""
    return who.as_caller() if isinstance(who, User) else who
