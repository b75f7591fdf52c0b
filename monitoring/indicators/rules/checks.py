"""What must hold between the fields before anything is judged; the same on entry of a target as in a document."""

from collections.abc import Iterator
from decimal import Decimal

from .faults import Figures, QuestionFault
from .judgement import DatedValue, Direction, Observation, Question


def faults_of(question: Question) -> list[QuestionFault]:
    """Every reason why this cannot be judged, in the order of the document."""
    return [
        *_faults_of_milestones(question),
        *_faults_of_bounds(question),
        *_faults_of_tolerance(question),
        *(fault for index, seen in enumerate(question.observations) for fault in _faults_of_interval(index, seen)),
    ]


def _faults_of_milestones(question: Question) -> Iterator[QuestionFault]:
    if question.has_path and not question.milestones:
        yield QuestionFault("/milestones", "no_milestone")
    before = question.baseline
    for index, milestone in enumerate(question.milestones):
        pointer = f"/milestones/{index}"
        if milestone.date <= before.date:
            yield QuestionFault(f"{pointer}/date", "date_order", {"after": before.date})
        is_target = index == len(question.milestones) - 1
        fault = fault_of_target(question, milestone, f"{pointer}/value", is_target=is_target)
        if fault:
            yield fault
        before = milestone


def fault_of_target(
    question: Question, milestone: DatedValue, pointer: str, *, is_target: bool
) -> QuestionFault | None:
    """A target on the wrong side of the baseline, or one that asks for no change at all."""
    value, baseline = milestone.value, question.baseline.value
    figures: Figures = {"value": value, "baseline": baseline, "direction": question.direction}
    if question.direction is Direction.KEEP:
        return QuestionFault(pointer, "not_the_baseline", figures) if value != baseline else None
    if question.direction is Direction.RANGE:
        return _fault_outside_bounds(question, value, pointer)
    if value == baseline:
        # A milestone may ask for patience first; the target itself must ask for something.
        return QuestionFault(pointer, "no_path", figures) if is_target else None
    return (
        QuestionFault(pointer, "wrong_side", figures)
        if (value > baseline) != (question.direction is Direction.UP)
        else None
    )


def _fault_outside_bounds(question: Question, value: Decimal, pointer: str) -> QuestionFault | None:
    if question.low is None or question.high is None or question.low <= value <= question.high:
        return None
    return QuestionFault(pointer, "outside_bounds", {"low": question.low, "high": question.high})


def _faults_of_bounds(question: Question) -> Iterator[QuestionFault]:
    bounds = (("/low", question.low), ("/high", question.high))
    if question.direction is not Direction.RANGE:
        yield from (QuestionFault(pointer, "only_for_range") for pointer, value in bounds if value is not None)
        return
    missing = [pointer for pointer, value in bounds if value is None]
    yield from (QuestionFault(pointer, "required") for pointer in missing)
    if question.low is not None and question.high is not None and question.low > question.high:
        yield QuestionFault("/low", "bounds_swapped", {"low": question.low, "high": question.high})


def _faults_of_tolerance(question: Question) -> Iterator[QuestionFault]:
    if question.tolerance is None:
        return
    if question.tolerance < 0:
        yield QuestionFault("/tolerance", "negative")
    elif question.has_path and question.tolerance > 1:
        yield QuestionFault("/tolerance", "share_above_one")


def _faults_of_interval(index: int, seen: Observation) -> Iterator[QuestionFault]:
    pointer = f"/observations/{index}"
    if seen.low is None and seen.high is None:
        return
    if seen.low is None or seen.high is None:
        yield QuestionFault(f"{pointer}/{'low' if seen.low is None else 'high'}", "bound_missing")
        return
    figures: Figures = {"low": seen.low, "high": seen.high, "value": seen.value}
    if seen.low > seen.high:
        yield QuestionFault(f"{pointer}/low", "bounds_swapped", figures)
    elif not seen.low <= seen.value <= seen.high:
        yield QuestionFault(f"{pointer}/value", "value_outside_interval", figures)
