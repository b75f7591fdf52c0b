"""Two people at one mandate: the second is told how it stands, and keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from programs.mandates.actions import withdraw_mandate
from programs.mandates.models import Mandate
from tenants.accounts.actions import create_user
from tenants.accounts.models import User
from tenants.kit.caller import System
from tenants.policy.models import Policy
from tests.cast import PASSWORD, Cast
from tests.conftest import TODAY
from tests.programs.areas.things import some_area
from tests.programs.mandates.things import some_mandate
from tests.tenants.kit.test_come_second import seen_in

Enter = Callable[[User], Client]


@pytest.fixture
def bea(cast: Cast) -> User:
    return create_user(
        email="bea@example.nl", name="Bea", roles=["administrator"], password=PASSWORD, by=System("test"), on=TODAY
    )


@pytest.fixture
def mandate(cast: Cast) -> Mandate:
    """Above the limit, so a second person has to agree."""
    Policy.objects.update(grant_limit=1_000)
    return some_mandate(cast.manager, some_area(cast.manager), cast.administrator, cast.administrator)


def test_whoever_withdraws_what_was_agreed_to_meanwhile_is_told(
    cast: Cast, signed_in: Enter, mandate: Mandate, bea: User
) -> None:
    anna, address = signed_in(cast.administrator), f"/mandates/{mandate.pk}/withdrawal"
    seen = seen_in(anna.get(address).content.decode())
    assert signed_in(bea).post(f"/mandates/{mandate.pk}/agreement").status_code == 302
    answer = anna.post(address, {"reason": "Niemand was het ermee eens", "seen": seen})
    page = answer.content.decode()
    mandate.refresh_from_db()
    assert (answer.status_code, mandate.is_valid_on(TODAY)) == (412, True)
    assert "Iemand heeft dit gewijzigd" in page
    assert "Niemand was het ermee eens</textarea>" in page
    assert anna.post(address, {"reason": "Toch", "seen": seen_in(page)}).status_code == 302


def test_whoever_withdraws_it_second_is_told_that_it_ended(
    cast: Cast, signed_in: Enter, mandate: Mandate, bea: User
) -> None:
    address = f"/mandates/{mandate.pk}/withdrawal"
    both = [signed_in(cast.administrator), signed_in(bea)]
    seen = [seen_in(each.get(address).content.decode()) for each in both]
    assert both[0].post(address, {"reason": "Vertrekt", "seen": seen[0]}).status_code == 302
    answer = both[1].post(address, {"reason": "Gaat met pensioen", "seen": seen[1]})
    assert answer.status_code == 400
    assert "Dit mandaat is al geëindigd." in answer.content.decode()
    assert "Gaat met pensioen</textarea>" in answer.content.decode()


def test_nobody_agrees_to_what_was_withdrawn_meanwhile(
    cast: Cast, signed_in: Enter, mandate: Mandate, bea: User
) -> None:
    client, address = signed_in(bea), f"/mandates/{mandate.pk}/agreement"
    assert client.get(address).status_code == 200
    withdraw_mandate(mandate, by=cast.administrator.as_caller(), on=TODAY, reason="Vertrekt")
    answer = client.post(address)
    mandate.refresh_from_db()
    assert (answer.status_code, mandate.is_agreed) == (400, False)
