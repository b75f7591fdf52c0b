"""Everybody who can knock at the door, as a client that carries what they carry."""

from __future__ import annotations

import copy
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tenants.accounts.models import User
from tenants.kit.database import connection

HOST = "dordrecht.localhost"
OPERATOR_HOST = "localhost"


def anonymous(host: str = HOST) -> Client:
    return Client(headers={"host": host}, raise_request_exception=False)


def with_key(credential: str, host: str = HOST) -> Client:
    """A program that calls the API."""
    headers = {"host": host, "authorization": f"Api-Key {credential}"}
    return Client(headers=headers, raise_request_exception=False)


def as_user(user: User, host: str = HOST) -> Client:
    """Somebody in a browser, signed in on the schema of the moment."""
    client = anonymous(host)
    client.force_login(user)
    return client


def operator() -> Client:
    """The operator in a browser; the test goes on in the schema of the operator's host."""
    connection.set_schema_to_public()
    return as_user(User.objects.get(email="otto@example.nl"), OPERATOR_HOST)


def with_session(session: str, host: str = HOST) -> Client:
    """Somebody in a browser, who signed in before."""
    client = anonymous(host)
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def without_effect() -> AbstractContextManager[None]:
    """What is done inside is undone, and a database error inside does not spoil the test's transaction.

    The actions inside open durable transactions; Django allows that within what it takes for a test's own.
    """
    return _Undone()


class _Undone(AbstractContextManager[None]):
    def __enter__(self) -> None:
        block: Any = transaction.atomic()
        block._from_testcase = True
        self.block = block
        block.__enter__()

    def __exit__(self, *problem: Any) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(*problem)


def ask(client: Client, method: str, path: str, *, keep: bool = False, **details: Any) -> HttpResponse:
    """One request whose effect is undone in the database, unless it is to be kept and looked at.

    The client's cookies are as before in any case: signing out would take them.
    """
    cookies = copy.deepcopy(client.cookies)
    with nullcontext() if keep else without_effect():
        response: HttpResponse = client.generic(method, path, **details)  # type: ignore[assignment]
        if response.streaming:
            response.getvalue()
    client.cookies = cookies
    return response


def ask_json(client: Client, method: str, path: str, body: bytes = b"{}", **details: Any) -> HttpResponse:
    return ask(client, method, path, data=body, content_type="application/json", **details)
