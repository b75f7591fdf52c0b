"""The area manager makes working areas, starts programmes, writes visions, sets objectives and records adoptions.

Everything happens on the day on which it happened in the story, so that a baseline is older than its adoption.
"""

import datetime as dt
from decimal import Decimal

from config.demo.scenario.cities.model import Goal, Measure, Plan
from config.demo.scenario.stage import Act, Stage
from monitoring.indicators.actions import add_indicator, set_official_baseline, set_target
from monitoring.indicators.models import Indicator
from monitoring.public.statistics.models import Topic
from programs.areas.actions import make_area
from programs.areas.models import Area
from programs.objectives.actions import set_objective
from programs.objectives.models import Objective
from programs.programs.actions import (
    add_phase,
    add_source,
    adopt_vision,
    move_program,
    propose_vision,
    start_program,
    write_vision,
)
from programs.programs.choices import ProgramStatus
from programs.programs.models import Program
from tenants.kit.caller import Caller
from tenants.public.geography.models import Region


def write(stage: Stage, act: Act) -> None:
    """In the municipality's schema. A programme that was begun and interrupted is finished."""
    for plan in act.city.plans:
        program = Program.objects.filter(title=plan.title).first()
        if program is None:
            stage.say(f"{act.city.name}: {plan.title}.")
            program = _start(act, plan)
        if program.status == ProgramStatus.DRAFT:
            _write_vision(act.caller("area_manager"), program, plan)
            for goal in plan.goals:
                _set_goal(act.caller("area_manager"), program, plan, goal)
        act.programs[plan.title] = _adopt(act, program, plan)


def area_of(plan: Plan) -> Area:
    return Area.objects.get(name=plan.area)


def region_of(code: str, day: dt.date) -> Region:
    return Region.objects.valid_on(day).get(code=code)


def _start(act: Act, plan: Plan) -> Program:
    by = act.caller("area_manager")
    area = Area.objects.filter(name=plan.area).first()
    if area is None:
        regions = [region_of(code, plan.started) for code in plan.regions]
        area = make_area(plan.area, regions, by=by, on=plan.started, scale=plan.scale)
    return start_program(
        title=plan.title,
        areas=[area],
        by=by,
        on=plan.started,
        kind=plan.kind,
        lead_organisation=plan.lead,
        summary=plan.summary,
        is_example=True,
    )


def _write_vision(by: Caller, program: Program, plan: Plan) -> None:
    vision = program.draft_vision()
    if vision is None:
        vision = write_vision(
            program,
            horizon_year=plan.horizon,
            themes=plan.themes,
            story=plan.story,
            principles=plan.principles,
            by=by,
            on=plan.started,
        )
    on = plan.adopted or max(source.date for source in plan.sources)
    known = set(vision.sources.values_list("description", flat=True))
    for source in plan.sources:
        if source.description not in known:
            add_source(
                vision,
                kind=source.kind,
                description=source.description,
                date=source.date,
                who=source.who,
                by=by,
                on=on,
            )
    titles = set(vision.phases.values_list("title", flat=True))
    for title, from_year, until_year in plan.phases:
        if title not in titles:
            add_phase(vision, title=title, from_year=from_year, until_year=until_year, by=by, on=plan.started)


def _set_goal(by: Caller, program: Program, plan: Plan, goal: Goal) -> None:
    objective = program.objectives.filter(title=goal.title).first()
    if objective is None:
        objective = set_objective(
            program,
            title=goal.title,
            theme=goal.theme,
            horizon=goal.horizon,
            explanation=goal.explanation,
            by=by,
            on=plan.started,
        )
    for measure in goal.measures:
        _measure(by, program, objective, plan, measure)


def _measure(by: Caller, program: Program, objective: Objective, plan: Plan, measure: Measure) -> None:
    on = plan.adopted or max(source.date for source in plan.sources)
    topic = Topic.objects.get(code=measure.topic)
    region = region_of(measure.region, plan.started)
    indicator = Indicator.objects.filter(program=program, topic=topic, region=region, group=measure.group).first()
    if indicator is None:
        indicator = add_indicator(
            program,
            objective=objective,
            topic=topic,
            region=region,
            group=measure.group,
            direction=measure.direction,
            tolerance=Decimal(measure.tolerance) if measure.tolerance else None,
            by=by,
            on=on,
        )
    if not indicator.has_baseline():
        set_official_baseline(indicator, period=measure.baseline, by=by, on=on)
    known = set(indicator.targets.in_force().values_list("date", flat=True))
    for date, value in measure.targets:
        if date not in known:
            set_target(indicator, value=Decimal(value), date=date, by=by, on=on)


def _adopt(act: Act, program: Program, plan: Plan) -> Program:
    if plan.adopted is None:
        return program
    by = act.caller("area_manager")
    vision = program.draft_vision()
    if vision is not None and program.current_vision() is None:
        propose_vision(vision, by=by, on=plan.adopted)
        adopt_vision(
            vision,
            decision_reference=plan.reference,
            decided_on=plan.adopted,
            by=act.caller("council_clerk"),
            on=plan.adopted,
        )
        program = Program.objects.get(pk=program.pk)
    if program.status == ProgramStatus.ADOPTED:
        program = move_program(program, ProgramStatus.RUNNING, by=by, on=plan.adopted)
    return program
