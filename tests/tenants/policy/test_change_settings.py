"""An administrator says how the municipality is reached and what it has decided, on its page of settings."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tenants.accounts.models import User
from tenants.outbox.models import Event, History
from tenants.policy.current import current_policy
from tenants.policy.models import Policy
from tenants.public.municipalities.models import Municipality
from tests.cast import Cast

Enter = Callable[[User], Client]
WANTED = {
    "contact_name": "Team Buurtaanpak",
    "contact_email": "buurtaanpak@dordrecht.example",
    "contact_phone": "14 078",
    "must_use_mfa": "administrators",
    "grant_limit": "50.000",
    "adoption_recorded_by": "clerk_or_administrator",
}


@pytest.fixture
def anna(cast: Cast, signed_in: Enter) -> Client:
    """She has a second step herself, so that she can go on after asking for it."""
    Authenticator.objects.create(user=cast.administrator, type="webauthn", data={"name": "sleutel"})
    return signed_in(cast.administrator)


def test_a_new_municipality_has_a_policy(dordrecht: Municipality) -> None:
    policy = current_policy()
    assert (policy.must_use_mfa, policy.grant_limit, policy.adoption_recorded_by) == ("nobody", None, "clerk")
    assert not History.objects.of(policy).exists()


def test_what_an_administrator_saves_holds_at_once(anna: Client) -> None:
    assert anna.post("/settings", WANTED).status_code == 302
    policy = current_policy()
    assert {name: getattr(policy, name) for name in WANTED} == WANTED | {"grant_limit": Decimal(50000)}
    assert 'value="Team Buurtaanpak"' in anna.get("/settings").content.decode()
    changed = Event.objects.get(name="policy.changed")
    assert changed.data == {"fields": list(WANTED)}
    assert History.objects.of(policy).get().caller == changed.caller


def test_everybody_reads_whom_to_tell(anna: Client, visitor: Client) -> None:
    anna.post("/settings", WANTED)
    for path in ("/accessibility", "/help"):
        page = visitor.get(path).content.decode()
        assert "Team Buurtaanpak" in page
        assert "mailto:buurtaanpak@dordrecht.example" in page
        assert "14 078" in page
    contact = visitor.get("/api/v1/openapi.json").json()["info"]["contact"]
    assert (contact["name"], contact["email"]) == ("Team Buurtaanpak", "buurtaanpak@dordrecht.example")


@pytest.mark.parametrize(
    "faulty",
    [
        {"contact_email": "buurtaanpak"},
        {"contact_email": f"{'a' * 250}@example.nl"},
        {"contact_name": "x" * 121},
        {"contact_phone": "0" * 31},
        {"grant_limit": "-1"},
        {"grant_limit": "veel"},
        {"must_use_mfa": "sometimes"},
        {"adoption_recorded_by": ""},
    ],
)
def test_what_is_wrong_stands_at_its_field_and_changes_nothing(anna: Client, faulty: dict[str, str]) -> None:
    answer = anna.post("/settings", WANTED | faulty)
    assert answer.status_code == 400
    assert f'id="id_{next(iter(faulty))}' in answer.content.decode()
    assert current_policy().contact_name == ""


def test_the_second_of_two_administrators_is_told(anna: Client) -> None:
    seen = current_policy().updated_at.isoformat()
    anna.post("/settings", WANTED | {"seen": seen})
    second = anna.post("/settings", WANTED | {"seen": seen, "contact_name": "Iemand anders"})
    assert second.status_code == 412
    assert 'value="Iemand anders"' in second.content.decode()
    assert current_policy().contact_name == "Team Buurtaanpak"


def test_there_is_only_one(dordrecht: Municipality) -> None:
    assert Policy.objects.count() == 1


def test_a_municipality_knows_its_own_policy_from_anywhere(
    dordrecht: Municipality, rotterdam: Municipality, anna: Client
) -> None:
    anna.post("/settings", WANTED)
    assert dordrecht.policy.contact_name == "Team Buurtaanpak"
    assert rotterdam.policy.contact_name == ""
