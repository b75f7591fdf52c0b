"""The guard itself: it stands in the test settings, and it sees what it must see."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection

from tenants.public.geography.models import Region
from tenants.public.municipalities.models import Municipality
from tests.guards import PublicTableWritten, public_tables, refuse_public_writes


def test_every_request_of_the_suite_is_watched() -> None:
    assert settings.MIDDLEWARE[-1] == "tests.guards.PublicTablesGuard"


def test_the_guard_knows_which_tables_are_public() -> None:
    tables = public_tables()
    assert {"municipalities_municipality", "geography_region"} <= tables
    assert not {"accounts_user", "programs_program", "outbox_event", "django_session"} & tables


def test_the_guard_sees_a_write(dordrecht: Municipality) -> None:
    with connection.execute_wrapper(refuse_public_writes):
        assert Region.objects.exists()
        with pytest.raises(PublicTableWritten):
            Region.objects.filter(code="GM0505").update(name="x")
