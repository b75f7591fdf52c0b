"""One of everything in a municipality, made by the actions, for the tests that go past every address.

Whoever adds an address with a part that varies adds the row that goes there: to `furnish`, and to `values` under the
part's name, or under `collection/name` when the name says little (`commitments/id`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from monitoring.indicators.actions import (
    add_indicator,
    judge_indicators,
    record_observation,
    set_baseline,
    set_official_baseline,
    set_target,
)
from monitoring.indicators.choices import Direction
from monitoring.public.statistics.actions import bring_topics_up_to_date, import_file
from monitoring.public.statistics.choices import Source
from monitoring.public.statistics.models import Topic
from monitoring.public.statistics.shipped import shipped_files
from participation.commitments.actions import accept_commitment, offer_commitment, report_progress
from participation.commitments.models import Commitment, ProgressReport
from participation.partners.actions import add_partner, issue_api_key, revoke_api_key
from participation.partners.choices import PartnerKind, Scope
from participation.partners.models import ApiKey, Partner
from programs.areas.actions import make_area
from programs.areas.models import Area
from programs.mandates.actions import RouteStep, grant_mandate, take_decision
from programs.mandates.choices import DecisionKind
from programs.mandates.models import Mandate
from programs.objectives.actions import set_objective
from programs.objectives.models import Objective
from programs.programs.actions import add_phase, add_source, adopt_vision, start_program, write_vision
from programs.programs.choices import SourceKind, Theme
from programs.programs.models import Program, Vision
from tenants.accounts.actions import invite_user
from tenants.accounts.choices import Role
from tenants.jobs.models import Job
from tenants.kit.caller import Caller, System
from tenants.public.geography.models import Region
from tenants.public.municipalities.models import Municipality
from tests import cast as people

BY = System("test")


@dataclass
class World:
    """What is in the municipality. `mark` stands in every text of it, so that a leak can be seen anywhere."""

    municipality: Municipality
    mark: str
    cast: people.Cast
    on: dt.date
    values: dict[str, Any] = field(default_factory=lambda: {"of_route": {}})
    area: Area = field(init=False)
    program: Program = field(init=False)
    partner: Partner = field(init=False)
    commitment: Commitment = field(init=False)
    key: str = field(init=False)
    other_key: str = field(init=False)
    municipal_key: str = field(init=False)

    @property
    def manager(self) -> Caller:
        return self.cast.manager.as_caller()

    @property
    def administrator(self) -> Caller:
        return self.cast.administrator.as_caller()


def furnish(municipality: Municipality, on: dt.date, mark: str) -> World:
    """Fill the municipality in whose schema the test runs."""
    world = World(municipality, mark, people.present(), on)
    _figures()
    world.values |= {
        "problems/code": "not-found",
        "topics/code": "inhabitants",
        "code": municipality.code,
        "version": 1,
        "uidb36": "1",
        "key": "x",
    }
    _people(world)
    _partners(world)
    _municipal_key(world)
    _programs(world)
    _mandate(world)
    _commitment(world)
    judge_indicators(by=BY, on=on)
    return world


def furnish_more(world: World, times: int) -> None:
    """So many more of everything: beside what is there, and within the programme, the draft and the commitment."""
    for number in range(times):
        more = World(world.municipality, f"{world.mark}{number}", world.cast, world.on)
        for fill in (_people, _partners, _programs, _mandate, _commitment):
            fill(more)
        _more_within(world, more)
    judge_indicators(by=BY, on=world.on)


def _more_within(world: World, more: World) -> None:
    made: dict[str, Any] = {"by": BY, "on": world.on}
    draft = Program.objects.get(pk=world.values["draft_program_id"])
    vision = draft.visions.get()
    for kind in SourceKind.values:
        add_source(vision, kind=kind, description=f"{more.mark} bron", date=world.on, **made)
    objective = set_objective(draft, title=f"{more.mark} doel", theme=Theme.SOCIAL, by=BY)
    _indicator(more, objective)
    added = set_objective(world.program, title=f"{more.mark} doel", theme=Theme.SOCIAL, by=BY)
    _indicator(more, added)
    _official_indicator(more, added)
    for owner in (world.partner, None):  # who may have two that work
        revoke_api_key(_stored(_key(more, owner)), by=BY)
    more.program, more.partner, more.area, more.key = world.program, world.partner, world.area, world.key
    _commitment(more)
    _report(more, world.commitment)
    _decide(more, Mandate.objects.get(pk=world.values["mandate_id"]))


def _figures() -> None:
    """The official figures on health; the second municipality finds them there."""
    bring_topics_up_to_date()
    for file in shipped_files(Source.RIVM_HEALTH):
        import_file(Source.RIVM_HEALTH, file)


def _people(world: World) -> None:
    invitation, secret = invite_user(
        email=f"{world.mark}@example.nl", name=f"{world.mark} gast", roles=[Role.READER], by=BY, on=world.on
    )
    job = Job.objects.create(kind="test", title=f"{world.mark} werk", started_by=BY.label())
    world.values |= {"user_id": world.cast.reader.pk, "secret": secret, "job_id": job.pk}
    world.values["invitation_id"] = invitation.pk


def _partners(world: World) -> None:
    """Two organisations with a key each."""
    made = [
        add_partner(
            name=f"{world.mark} {name}",
            kind=PartnerKind.HOUSING_ASSOCIATION,
            contact_name=f"{world.mark} contact",
            contact_email=f"{name}@{world.mark}.example.nl",
            by=BY,
        )
        for name in ("woningbouw", "welzijn")
    ]
    world.partner = made[0]
    world.key, world.other_key = (_key(world, partner) for partner in made)
    world.values |= {"partner_id": made[0].pk, "key_id": made[0].keys.get().pk}


def _municipal_key(world: World) -> None:
    world.municipal_key = _key(world, None)
    own = {"key_id": ApiKey.objects.get(partner=None).pk}
    world.values["of_route"] |= {
        f"partners/municipality/keys/<uuid:key_id>/{tail}": own for tail in ("rotation", "revocation")
    }


def _stored(credential: str) -> ApiKey:
    return ApiKey.objects.get(prefix=credential.partition(".")[0])


def _key(world: World, partner: Partner | None) -> str:
    _stored, credential = issue_api_key(
        partner, name=f"{world.mark} sleutel", contact="Kees", scopes=list(Scope.values), by=BY, on=world.on
    )
    return credential


def _programs(world: World) -> None:
    """An adopted programme, which is public; its vision and objective. And a draft, which is not."""
    region = Region.objects.of_municipality(world.municipality.code).valid_on(world.on).filter(level="district")[0]
    world.area = make_area(f"{world.mark} wijk", [region], by=BY, on=world.on)
    made: dict[str, Any] = {"areas": [world.area], "by": BY, "on": world.on, "manager": world.cast.manager}
    world.program = start_program(title=f"{world.mark} programma", **made)
    vision = _vision(world, world.program)
    objective = set_objective(world.program, title=f"{world.mark} doel", theme=Theme.SOCIAL, by=BY)
    _indicator(world, objective)
    _official_indicator(world, objective)
    adopt_vision(vision, reference=f"{world.mark} RB-1", decided_on=world.on, by=BY, on=world.on)
    world.program.refresh_from_db()
    draft = start_program(title=f"{world.mark} ontwerp", **made)
    draft_vision = _vision(world, draft)
    phase = add_phase(draft_vision, title=f"{world.mark} fase", from_year=2025, until_year=2030, by=BY)
    world.values |= {
        "area_id": world.area.pk,
        "program_id": world.program.pk,
        "draft_program_id": draft.pk,
        "vision_id": draft_vision.pk,
        "source_id": draft_vision.sources.all()[0].pk,
        "phase_id": phase.pk,
        "objective_id": objective.pk,
    }
    # What is written before adoption belongs to a draft.
    world.values["of_route"] |= {
        f"programs/<uuid:program_id>/{tail}": {"program_id": draft.pk}
        for tail in (
            "vision",
            "sources",
            "sources/<uuid:source_id>/removal",
            "phases",
            "phases/<uuid:phase_id>/removal",
            "adoption",
            "status",
        )
    }


def _vision(world: World, program: Program) -> Vision:
    vision = write_vision(
        program, horizon_year=2045, themes=list(Theme.values), story=f"{world.mark} verhaal", by=BY, on=world.on
    )
    for kind in SourceKind.values:
        add_source(vision, kind=kind, description=f"{world.mark} bron", date=world.on, by=BY, on=world.on)
    return vision


def _indicator(world: World, objective: Objective) -> None:
    """A measure of our own with a baseline, a target and a value; it was set before adoption."""
    made: dict[str, Any] = {"by": BY, "on": world.on}
    indicator = add_indicator(
        objective.program, name=f"{world.mark} maat", unit="%", direction=Direction.UP, objective=objective, **made
    )
    set_baseline(indicator, value=Decimal(40), date=dt.date(2023, 1, 1), source=f"{world.mark} telling", **made)
    target = set_target(indicator, value=Decimal(60), date=dt.date(2030, 1, 1), **made)
    record_observation(indicator, value=Decimal(44), date=dt.date(2024, 1, 1), source=f"{world.mark} telling", **made)
    world.values |= {"indicator_id": indicator.pk, "target_id": target.pk}


def _official_indicator(world: World, objective: Objective) -> None:
    """One that takes its baseline and its values from published figures."""
    made: dict[str, Any] = {"by": BY, "on": world.on}
    indicator = add_indicator(
        objective.program,
        topic=Topic.objects.get(code="difficulty-making-ends-meet"),
        region=Region.objects.valid_on(world.on).get(code=world.municipality.code),
        direction=Direction.DOWN,
        objective=objective,
        **made,
    )
    set_official_baseline(indicator, period=2012, **made)
    set_target(indicator, value=Decimal(5), date=dt.date(2035, 1, 1), **made)


def _mandate(world: World) -> None:
    """A mandate of the manager, a decision within it, and one that went above it."""
    mandate = grant_mandate(
        manager=world.cast.manager,
        deputy=world.cast.other_manager,
        deputy_from=world.on,
        deputy_until=world.on + dt.timedelta(days=30),
        areas=[world.area],
        kinds=list(DecisionKind.values),
        ceiling_per_decision=Decimal(1_000),
        ceiling_per_year=Decimal(5_000),
        valid_from=world.on,
        valid_until=world.on + dt.timedelta(days=365),
        route=[RouteStep(answer_days=7, role=Role.ADMINISTRATOR)],
        by=world.administrator,
    )
    world.values["mandate_id"] = mandate.pk
    _decide(world, mandate)


def _decide(world: World, mandate: Mandate) -> None:
    asked: dict[str, Any] = {"kind": DecisionKind.SPEND, "area": world.area, "by": world.manager, "on": world.on}
    taken = take_decision(mandate, subject=f"{world.mark} besluit", amount=Decimal(10), **asked)
    refused = take_decision(mandate, subject=f"{world.mark} te veel", amount=Decimal(9_000), **asked)
    world.values |= {
        "decision_id": taken.decision and taken.decision.pk,
        "escalation_id": refused.escalation and refused.escalation.pk,
    }


def _report(world: World, commitment: Commitment) -> ProgressReport:
    by = _stored(world.key).as_caller()
    return report_progress(
        commitment, date=world.on, quantity=Decimal(1), text=f"{world.mark} verslag", by=by, on=world.on
    )


def _commitment(world: World) -> None:
    """One that runs, with a report, and one that was only offered."""
    terms: dict[str, Any] = {
        "party": world.partner,
        "quantity": Decimal(40),
        "unit": "woningen",
        "start_date": world.on,
        "due_date": world.on + dt.timedelta(days=100),
        "by": _stored(world.key).as_caller(),
        "on": world.on,
    }
    world.commitment = offer_commitment(world.program, description=f"{world.mark} toezegging", **terms)
    accept_commitment(world.commitment, by=world.manager, on=world.on)
    report = _report(world, world.commitment)
    offered = offer_commitment(world.program, description=f"{world.mark} aanbod", **terms)
    world.values |= {
        "commitments/id": offered.pk,
        "commitment_id": offered.pk,
        "report_id": report.pk,
        "programs/id": world.program.pk,
    }
