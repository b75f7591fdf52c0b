"""A partner's first call: who am I, and what may I do?"""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django_tenants.utils import schema_context

from participation.partners.actions import revoke_api_key, set_partner_active
from participation.partners.models import ApiKey
from tenants.kit.caller import System
from tenants.outbox.models import History
from tenants.public.municipalities.models import Municipality
from tests.conftest import TODAY
from tests.participation.commitments.things import Stage
from tests.participation.partners.things import Machine, make_key


def test_a_key_says_for_whom_it_acts(stage: Stage) -> None:
    answer = stage.machine.get("me")
    assert answer.status_code == 200
    assert answer.json() == {
        "kind": "api_key",
        "organisation": {"id": str(stage.woonbron.pk), "name": "Woonbron", "kind": "housing_association"},
        "municipality": {"code": "GM0505", "name": "Dordrecht"},
        "scopes": ["commitments:read", "commitments:write", "programs:read"],
    }


def test_a_key_of_the_municipality_has_no_organisation(stage: Stage) -> None:
    me = Machine(make_key(None, ("commitments:read",))).get("me").json()
    assert (me["organisation"], me["scopes"]) == (None, ["commitments:read"])


def test_without_a_key_it_asks_who_you_are(stage: Stage) -> None:
    answer = Machine().get("me")
    assert answer.status_code == 401
    assert answer["Content-Type"].startswith("application/problem+json")
    assert "Api-Key" in answer["WWW-Authenticate"]


def _wrong_secret(stage: Stage) -> str:
    return stage.credential.split(".")[0] + "." + "x" * 43


def _of_another_prefix(stage: Stage) -> str:
    return stage.other_credential.split(".")[0] + "." + stage.credential.split(".")[1]


def _expired(stage: Stage) -> str:
    ApiKey.objects.filter(partner=stage.woonbron).update(expires_on=dt.date(2024, 8, 31))
    return stage.credential


def _revoked(stage: Stage) -> str:
    revoke_api_key(ApiKey.objects.get(partner=stage.woonbron), by=System("test"), on=TODAY)
    return stage.credential


def _of_a_partner_that_left(stage: Stage) -> str:
    set_partner_active(stage.woonbron, False, by=System("test"), on=TODAY, reason="Gefuseerd.")
    return stage.credential


@pytest.mark.parametrize(
    "credential_of",
    [
        _wrong_secret,
        _of_another_prefix,
        _expired,
        _revoked,
        _of_a_partner_that_left,
        lambda stage: "nonsense",
        lambda stage: ".",
        lambda stage: "rw0000000000.é",
    ],
)
def test_a_key_that_does_not_work_gets_401(stage: Stage, credential_of: object) -> None:
    assert stage.machine.get("me").status_code == 200
    credential = credential_of(stage)  # type: ignore[operator]
    answer = Machine(credential).get("me")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Api-Key")
    assert answer.json()["detail"].startswith("This key is not valid here")


def test_a_key_works_on_its_last_day(stage: Stage) -> None:
    ApiKey.objects.filter(partner=stage.woonbron).update(expires_on=dt.date(2024, 9, 1))
    assert stage.machine.get("me").status_code == 200


def test_a_key_of_dordrecht_is_unknown_in_rotterdam(stage: Stage, rotterdam: Municipality) -> None:
    assert Machine(stage.credential, host="rotterdam.localhost").get("me").status_code == 401
    with schema_context(rotterdam.schema_name):
        assert not ApiKey.objects.exists()


def test_last_use_is_noted_once_a_minute_and_not_in_the_history(stage: Stage) -> None:
    stage.machine.get("me")
    key = ApiKey.objects.get(partner=stage.woonbron)
    first = key.last_used_at
    assert first is not None
    stage.machine.get("me")
    key.refresh_from_db()
    assert key.last_used_at == first
    earlier = first - dt.timedelta(minutes=2)
    ApiKey.objects.update(last_used_at=earlier)
    stage.machine.get("me")
    key.refresh_from_db()
    assert key.last_used_at is not None
    assert key.last_used_at > earlier
    assert [row.operation for row in History.objects.of(key)] == ["INSERT"]


def test_the_secret_is_stored_nowhere(stage: Stage) -> None:
    secret = stage.credential.split(".")[1]
    key = ApiKey.objects.get(partner=stage.woonbron)
    assert secret not in str(vars(key))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM outbox_history WHERE after::text LIKE %s", [f"%{key.secret_hash}%"])
        assert cursor.fetchone() == (0,)
