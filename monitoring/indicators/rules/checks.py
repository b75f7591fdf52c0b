"""What must hold between the fields before anything is judged; the same on entry of a target as in a document."""

from collections.abc import Iterator
from decimal import Decimal

from .faults import Fault
from .judgement import DatedValue, Direction, Observation, Question


def faults_of(question: Question) -> list[Fault]:
    """Every reason why this cannot be judged, in the order of the document."""
    return [
        *_faults_of_milestones(question),
        *_faults_of_bounds(question),
        *_faults_of_tolerance(question),
        *(fault for index, seen in enumerate(question.observations) for fault in _faults_of_interval(index, seen)),
    ]


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _faults_of_milestones(question: Question) -> Iterator[Fault]:
    if question.has_path and not question.milestones:
        yield Fault("/milestones", "no_milestone")
    before = question.baseline
    for index, milestone in enumerate(question.milestones):
        pointer = f"/milestones/{index}"
        if milestone.date <= before.date:
            yield Fault(f"{pointer}/date", "date_order", {"after": before.date.isoformat()})
        is_target = index == len(question.milestones) - 1
        fault = fault_of_target(question, milestone, f"{pointer}/value", is_target=is_target)
        if fault:
            yield fault
        before = milestone


def fault_of_target(question: Question, milestone: DatedValue, pointer: str, *, is_target: bool) -> Fault | None:
    """A target on the wrong side of the baseline, or one that asks for no change at all."""
    value, baseline = milestone.value, question.baseline.value
    figures = {"value": _plain(value), "baseline": _plain(baseline), "direction": question.direction.value}
    if question.direction is Direction.KEEP:
        return Fault(pointer, "not_the_baseline", figures) if value != baseline else None
    if question.direction is Direction.RANGE:
        return _fault_outside_bounds(question, value, pointer)
    if value == baseline:
        # A milestone may ask for patience first; the target itself must ask for something.
        return Fault(pointer, "no_path", figures) if is_target else None
    return Fault(pointer, "wrong_side", figures) if (value > baseline) != (question.direction is Direction.UP) else None


def _fault_outside_bounds(question: Question, value: Decimal, pointer: str) -> Fault | None:
    if question.low is None or question.high is None or question.low <= value <= question.high:
        return None
    return Fault(pointer, "outside_bounds", {"low": _plain(question.low), "high": _plain(question.high)})


def _faults_of_bounds(question: Question) -> Iterator[Fault]:
    bounds = (("/low", question.low), ("/high", question.high))
    if question.direction is not Direction.RANGE:
        yield from (Fault(pointer, "only_for_range") for pointer, value in bounds if value is not None)
        return
    missing = [pointer for pointer, value in bounds if value is None]
    yield from (Fault(pointer, "required") for pointer in missing)
    if question.low is not None and question.high is not None and question.low > question.high:
        yield Fault("/low", "bounds_swapped", {"low": _plain(question.low), "high": _plain(question.high)})


def _faults_of_tolerance(question: Question) -> Iterator[Fault]:
    if question.tolerance is None:
        return
    if question.tolerance < 0:
        yield Fault("/tolerance", "negative")
    elif question.has_path and question.tolerance > 1:
        yield Fault("/tolerance", "share_above_one")


def _faults_of_interval(index: int, seen: Observation) -> Iterator[Fault]:
    pointer = f"/observations/{index}"
    if seen.low is None and seen.high is None:
        return
    if seen.low is None or seen.high is None:
        yield Fault(f"{pointer}/{'low' if seen.low is None else 'high'}", "bound_missing")
        return
    figures = {"low": _plain(seen.low), "high": _plain(seen.high), "value": _plain(seen.value)}
    if seen.low > seen.high:
        yield Fault(f"{pointer}/low", "bounds_swapped", figures)
    elif not seen.low <= seen.value <= seen.high:
        yield Fault(f"{pointer}/value", "value_outside_interval", figures)
