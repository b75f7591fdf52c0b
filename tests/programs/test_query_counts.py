"""Every list of this house takes as many queries for twenty rows as for one."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.test import Client

from programs.mandates.actions import take_decision
from programs.mandates.models import Mandate
from programs.objectives.actions import set_objective
from programs.programs.models import Program
from tenants.accounts.models import User
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.scene import adopted_program, some_area, some_mandate
from tests.query_counts import same_for_one_and_many


def test_lists_take_the_same_queries_for_one_and_for_twenty(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    manager = signed_in(cast.manager)
    area = some_area(cast.manager)
    program = adopted_program(cast.manager)
    mandate = some_mandate(cast.manager, area, cast.administrator, cast.administrator)
    _decide_and_ask(cast, mandate, program)

    def make_many() -> None:
        for number in range(19):
            some_area(cast.manager, f"Gebied {number}")
            adopted_program(cast.manager, f"Programma {number}", areas=[area])
            set_objective(program, title=f"Doel {number}", theme="social", by=cast.manager.as_caller())
            _decide_and_ask(cast, mandate, program)
            some_mandate(cast.other_manager, area, cast.administrator, cast.administrator)

    pages = [
        "/areas",
        "/programs",
        "/mandates",
        "/escalations",
        "/api/v1/areas",
        "/api/v1/programs",
        "/api/v1/mandates",
    ]
    of_one = {
        "/areas/{area_id}": f"/areas/{area.pk}",
        "/mandates/{mandate_id}": f"/mandates/{mandate.pk}",
        "/programs/{program_id}": f"/programs/{program.pk}",
        "/programs/{program_id}/objectives": f"/programs/{program.pk}/objectives",
        "/programs/{program_id}/decisions": f"/programs/{program.pk}/decisions",
        "/api/v1/programs/{id}": f"/api/v1/programs/{program.pk}",
        "/api/v1/programs/{program_id}/objectives": f"/api/v1/programs/{program.pk}/objectives",
    }
    addresses = {**{page: page for page in pages}, **of_one}
    requests = {name: (lambda path=path: manager.get(path)) for name, path in addresses.items()}
    same_for_one_and_many(make_many, requests)


def _decide_and_ask(cast: Cast, mandate: Mandate, program: Program) -> None:
    """A decision within the mandate, and one that goes to the administrator."""
    for amount in (Decimal(10), Decimal(60_000)):
        take_decision(
            mandate,
            kind="spend",
            area=program.areas.get(),
            program=program,
            subject="Huiskamer",
            amount=amount,
            by=cast.manager.as_caller(),
            on=TODAY,
        )
