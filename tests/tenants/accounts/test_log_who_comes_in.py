"""The security log tells who came in, who did not, and whose way in was changed; never an address or a password."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.test import Client

from config import settings as product
from tests.cast import PASSWORD, Cast
from tests.tenants.accounts.test_reset_password import ask, reset
from tests.tenants.kit.logs import Lines, logged


def told(lines: Lines) -> list[tuple[str, str, str]]:
    assert "@" not in str(lines.of("raderwerk.security"))
    return [
        (line["event"], line.get("account") or line["caller"], line["municipality"])
        for line in lines.of("raderwerk.security")
    ]


def enter(visitor: Client, email: str, password: str) -> None:
    visitor.post("/account/login/", {"login": email, "password": password})


def test_signing_in_and_failing_to(cast: Cast, visitor: Client) -> None:
    with logged() as lines:
        enter(visitor, "niemand@example.nl", PASSWORD)
        enter(visitor, cast.reader.email, "een verkeerd wachtwoord")
        enter(visitor, cast.reader.email, PASSWORD)
    assert told(lines) == [
        ("sign_in.failed", "anonymous", "GM0505"),
        ("sign_in.failed", str(cast.reader.pk), "GM0505"),
        ("sign_in.succeeded", f"user:{cast.reader.pk}", "GM0505"),
    ]
    assert "een verkeerd wachtwoord" not in str(lines)


def test_a_reset(cast: Cast, visitor: Client) -> None:
    with logged() as lines:
        ask(visitor, cast.reader.email)
        reset(visitor)
    assert told(lines) == [
        ("password_reset.asked", str(cast.reader.pk), "GM0505"),
        ("user.password_changed", f"user:{cast.reader.pk}", "GM0505"),
    ]


def test_somebody_who_is_slowed_down(cast: Cast, visitor: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = product.ACCOUNT_RATE_LIMITS
    cache.clear()
    with logged() as lines:
        for _number in range(6):
            enter(visitor, cast.reader.email, "verkeerd")
    assert [event for event, _who, _where in told(lines)][-2:] == ["sign_in.failed", "sign_in.slowed_down"]
