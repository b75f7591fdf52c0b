"""Above the limit that a municipality has set, a mandate holds once a second person has agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest
from django.test import Client

from programs.areas.models import Area
from programs.mandates.actions import take_decision
from programs.mandates.models import Mandate
from tenants.accounts.choices import Role
from tenants.accounts.models import User
from tenants.kit.clock import now
from tenants.outbox.models import Event
from tenants.policy.models import Policy
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.areas.things import some_area
from tests.programs.mandates.things import some_mandate

SignedIn = Callable[[User], Client]


@pytest.fixture
def area(cast: Cast) -> Area:
    return some_area(cast.manager)


@pytest.fixture
def mandate(cast: Cast, area: Area) -> Mandate:
    """Granted by Anna, a little above the limit."""
    Policy.objects.update(grant_limit=Decimal(299_999))
    return some_mandate(cast.manager, area, cast.administrator, cast.administrator)


def test_it_holds_once_the_clerk_has_agreed(cast: Cast, signed_in: SignedIn, mandate: Mandate, area: Area) -> None:
    decide = {"kind": "spend", "area": area, "subject": "Huiskamer", "by": cast.manager.as_caller(), "on": TODAY}
    assert take_decision(mandate, **decide).rule == "agreement"  # type: ignore[arg-type]
    clerk = signed_in(cast.clerk)
    assert "Instemmen met het mandaat van Mira Gebied" in clerk.get("/").content.decode()
    assert clerk.post(f"/mandates/{mandate.pk}/agreement").status_code == 302
    assert Event.objects.get(name="mandate.agreed").subject_id == str(mandate.pk)
    assert take_decision(mandate, **decide).decision  # type: ignore[arg-type]
    assert "Instemmen met het mandaat" not in clerk.get("/").content.decode()
    assert clerk.post(f"/mandates/{mandate.pk}/agreement").status_code == 400


@pytest.mark.parametrize("who", ["administrator", "manager", "editor", "reader"])
def test_nobody_else_agrees(cast: Cast, signed_in: SignedIn, mandate: Mandate, who: str) -> None:
    """Anna granted it; Mira is whom it is about."""
    assert signed_in(getattr(cast, who)).post(f"/mandates/{mandate.pk}/agreement").status_code == 403
    mandate.refresh_from_db()
    assert not mandate.is_agreed


def test_a_second_administrator_agrees_unless_it_is_about_them(
    cast: Cast, signed_in: SignedIn, mandate: Mandate
) -> None:
    User.objects.filter(pk__in=[cast.editor.pk, cast.manager.pk]).update(roles=[Role.ADMINISTRATOR, Role.AREA_MANAGER])
    cast.manager.refresh_from_db()
    cast.editor.refresh_from_db()
    assert signed_in(cast.manager).post(f"/mandates/{mandate.pk}/agreement").status_code == 403
    assert signed_in(cast.editor).post(f"/mandates/{mandate.pk}/agreement").status_code == 302


@pytest.mark.parametrize("who", ["manager", "deputy", "granted"])
def test_it_waits_for_nobody_whom_it_is_about(cast: Cast, signed_in: SignedIn, mandate: Mandate, who: str) -> None:
    """Each has the role, and each has a hand in it."""
    Mandate.objects.filter(pk=mandate.pk).update(
        deputy=cast.editor, deputy_from=mandate.valid_from, deputy_until=mandate.valid_until
    )
    person = {"manager": cast.manager, "deputy": cast.editor, "granted": cast.administrator}[who]
    User.objects.filter(pk=person.pk).update(roles=[Role.ADMINISTRATOR, Role.AREA_MANAGER])
    person.refresh_from_db()
    client = signed_in(person)
    assert "Instemmen met het mandaat" not in client.get("/").content.decode()
    assert client.post(f"/mandates/{mandate.pk}/agreement").status_code == 403


def test_up_to_the_limit_nobody_else_is_needed(cast: Cast, area: Area) -> None:
    Policy.objects.update(grant_limit=Decimal(300_000))
    assert some_mandate(cast.manager, area, cast.administrator, cast.administrator).is_agreed


@pytest.mark.parametrize("higher", ["", "9.000.000"])
def test_a_limit_that_was_taken_away_counts_for_thirty_days_more(
    cast: Cast, signed_in: SignedIn, area: Area, monkeypatch: pytest.MonkeyPatch, higher: str
) -> None:
    """Anna empties it, grants alone, and would put it back."""
    anna, settings = signed_in(cast.administrator), {"must_use_mfa": "nobody", "adoption_recorded_by": "clerk"}
    for limit in ("299.999", higher):
        assert anna.post("/settings", {**settings, "grant_limit": limit}).status_code == 302
    grant = partial(some_mandate, cast.manager, area, cast.administrator, cast.administrator)
    assert not grant().is_agreed
    monkeypatch.setattr("tenants.policy.current.now", lambda: now() + dt.timedelta(days=31))
    assert grant().is_agreed
