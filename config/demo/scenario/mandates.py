"""The administrator gives the area manager a mandate; the manager decides within it, and once above it."""

import datetime as dt
from decimal import Decimal

from config.demo import DAY
from config.demo.scenario.plans import area_of
from config.demo.scenario.stage import Act, Stage
from programs.mandates.actions import RouteStep, grant_mandate, take_decision
from programs.mandates.choices import DecisionKind
from programs.mandates.models import Decision, Escalation, Mandate

CEILING_PER_DECISION, CEILING_PER_YEAR = Decimal(25_000), Decimal(150_000)
TERM = (dt.date(2024, 1, 1), dt.date(2027, 1, 1))


def give(stage: Stage, act: Act) -> None:
    """In the municipality's schema."""
    manager, editor = act.users["area_manager"], act.users["program_editor"]
    mandate = Mandate.objects.filter(manager=manager).valid_on(DAY).first()
    if mandate is None:
        stage.say(f"{act.city.name}: a mandate for the area manager.")
        mandate = grant_mandate(
            manager=manager,
            areas=[area_of(plan) for plan in act.city.plans],
            kinds=DecisionKind.values,
            ceiling_per_decision=CEILING_PER_DECISION,
            ceiling_per_year=CEILING_PER_YEAR,
            valid_from=TERM[0],
            valid_until=TERM[1],
            route=[RouteStep(14, role="administrator"), RouteStep(21, role="council_clerk")],
            deputy=editor,
            deputy_from=dt.date(2024, 7, 1),
            deputy_until=dt.date(2024, 10, 1),
            reporting_line="Rechtstreeks aan de gemeentesecretaris; zit aan bij het college als het gebied op de agenda staat.",
            presence=act.city.presence,
            by=act.caller("administrator"),
            on=DAY,
        )
    _decide(act, mandate)


def _decide(act: Act, mandate: Mandate) -> None:
    known = {*Decision.objects.values_list("subject", flat=True), *Escalation.objects.values_list("subject", flat=True)}
    for plan in act.city.plans:
        for choice in plan.choices:
            if choice.subject not in known:
                take_decision(
                    mandate,
                    kind=choice.kind,
                    area=area_of(plan),
                    subject=choice.subject,
                    amount=choice.amount,
                    program=act.programs[plan.title],
                    by=act.caller("area_manager"),
                    on=DAY,
                )
