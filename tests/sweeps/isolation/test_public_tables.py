"""The guard itself: it stands in the test settings, and it sees what it must see."""

from __future__ import annotations

import pytest
from django.conf import settings
from django_tenants.utils import schema_context

from tenants.jobs.models import Job
from tenants.kit.database import connection
from tenants.public.geography.models import Region
from tests.callers import without_effect
from tests.guards import PublicTableWritten, public_tables, refuse_public_writes
from tests.sweeps.neighbours import nothing_of_theirs
from tests.sweeps.world import World


def test_every_request_of_the_suite_is_watched() -> None:
    assert settings.MIDDLEWARE[-1] == "tests.guards.PublicTablesGuard"


def test_the_guard_knows_which_tables_are_public() -> None:
    tables = public_tables()
    assert {"municipalities_municipality", "geography_region"} <= tables
    assert not {"accounts_user", "programs_program", "outbox_event", "django_session"} & tables


def test_the_guard_sees_a_write(ours: World) -> None:
    with connection.execute_wrapper(refuse_public_writes):
        assert Region.objects.exists()
        with pytest.raises(PublicTableWritten):
            Region.objects.filter(code="GM0505").update(name="x")


def test_the_watch_on_the_neighbour_sees_a_reading_and_a_writing(
    ours: World, theirs: World, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(AssertionError, match="jobs_job"), nothing_of_theirs(caplog), schema_context("gm0599"):
        assert Job.objects.count()
    undone = without_effect()
    with pytest.raises(AssertionError, match="jobs_job"), nothing_of_theirs(caplog), undone, schema_context("gm0599"):
        Job.objects.create(kind="judgement", started_by="system:test")
