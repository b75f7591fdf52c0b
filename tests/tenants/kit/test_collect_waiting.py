"""What waits for somebody comes from every house and is put in order of its day."""

import datetime as dt

from tenants.kit.caller import ANONYMOUS, Caller
from tenants.kit.waiting import Waiting, waiting_for

DAY = dt.date(2024, 9, 1)
MANAGER = Caller("user", id="1", roles=frozenset({"area_manager"}))


def offers(caller: Caller, on: dt.date) -> list[Waiting]:
    return [Waiting("Offer", "/commitments/1", due=on + dt.timedelta(days=3)), Waiting("Someday", "/commitments/2")]


def reviews(caller: Caller, on: dt.date) -> list[Waiting]:
    return [Waiting("Review", "/reviews/1", due=on - dt.timedelta(days=3))]


def test_the_most_urgent_is_on_top_and_what_has_no_day_is_last() -> None:
    assert [w.title for w in waiting_for(MANAGER, DAY, [offers, reviews])] == ["Review", "Offer", "Someday"]


def test_late_is_computed_from_the_day() -> None:
    assert [w.is_late(DAY) for w in waiting_for(MANAGER, DAY, [offers, reviews])] == [True, False, False]


def test_nothing_waits_for_a_stranger() -> None:
    assert waiting_for(ANONYMOUS, DAY, [offers, reviews]) == []
