"""The manager's pages of indicators: from an official figure to a frozen baseline."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from monitoring.indicators.actions import add_indicator
from monitoring.indicators.models import Indicator
from monitoring.public.statistics.actions import bring_topics_up_to_date, import_file
from monitoring.public.statistics.models import Topic
from monitoring.public.statistics.shipped import shipped_files
from programs.programs.models import Program
from tenants.accounts.models import User
from tenants.public.geography.models import Region
from tests.cast import Cast
from tests.conftest import TODAY
from tests.monitoring.indicators.things import some_indicator
from tests.programs.programs.things import draft_program

SignedIn = Callable[[User], Client]


@pytest.fixture
def program(cast: Cast) -> Program:
    return draft_program(cast.manager.as_caller())


@pytest.fixture
def official(cast: Cast, program: Program) -> Indicator:
    bring_topics_up_to_date()
    for file in shipped_files("rivm-50090ned"):
        import_file("rivm-50090ned", file)
    return add_indicator(
        program, topic=Topic.objects.get(code="difficulty-making-ends-meet"), direction="down",
        region=Region.objects.valid_on(TODAY).get(code="WK050507"), by=cast.manager.as_caller(), on=TODAY,
    )  # fmt: skip


def test_published_values_stand_on_the_page_with_source_and_vintage(
    cast: Cast, signed_in: SignedIn, official: Indicator
) -> None:
    found = signed_in(cast.manager).get(f"/indicators/{official.pk}").content.decode()
    assert "21,2" in found
    assert "RIVM" in found
    assert "50090NED 2020, 18+" in found


@pytest.mark.parametrize(
    ("who", "status"), [("manager", 200), ("reader", 404), ("council_member", 404), ("steward", 200)]
)
def test_a_draft_is_for_those_who_work_on_it(
    cast: Cast, signed_in: SignedIn, program: Program, who: str, status: int
) -> None:
    made = some_indicator(program, cast.manager.as_caller())
    client = signed_in(getattr(cast, who))
    assert client.get(f"/indicators/{made.pk}").status_code == status
    assert client.get(f"/programs/{program.pk}/indicators").status_code == status
