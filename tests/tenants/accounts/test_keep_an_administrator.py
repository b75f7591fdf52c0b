"""Somebody always manages the people, also when two act at the same moment."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tenants.accounts.actions import change_roles, create_user, deactivate_user
from tenants.accounts.models import User
from tenants.kit.caller import System
from tenants.kit.errors import Conflict, Problem, Refused
from tenants.public.municipalities.models import Municipality
from tests import cast as people
from tests.at_once import at_once
from tests.cast import PASSWORD, Cast
from tests.conftest import TODAY as DAY
from tests.tenants.kit.test_come_second import seen_in

Enter = Callable[[User], Client]


def second() -> User:
    return create_user(
        email="bea@example.nl", name="Bea Beheer", roles=["administrator"], password=PASSWORD, by=System("test"), on=DAY
    )


def administrators() -> int:
    return len(User.objects.active().with_role("administrator"))


def demote(user: User, by: User) -> Callable[[], object]:
    return lambda: change_roles(user, ["reader"], by=by.as_caller(), on=DAY)


def dismiss(user: User, by: User) -> Callable[[], object]:
    return lambda: deactivate_user(user, by=by.as_caller(), on=DAY)


@pytest.mark.parametrize("first", [demote, dismiss])
@pytest.mark.parametrize("other", [demote, dismiss])
def test_two_who_remove_each_other_at_once_leave_one(
    first: Callable[..., Callable[[], object]],
    other: Callable[..., Callable[[], object]],
    own_municipality: Municipality,
) -> None:
    anna, bea = people.present().administrator, second()
    results = at_once(own_municipality, first(bea, anna), other(anna, bea))
    assert administrators() == 1
    assert sorted(isinstance(result, Problem) for result in results) == [False, True]


def test_two_who_leave_at_once_leave_one(own_municipality: Municipality) -> None:
    anna, bea = people.present().administrator, second()
    results = at_once(own_municipality, demote(anna, anna), dismiss(bea, bea))
    assert administrators() == 1
    assert sorted(isinstance(result, Conflict) for result in results) == [False, True]


@pytest.mark.parametrize("leave", [demote, dismiss])
def test_the_last_administrator_stays(leave: Callable[..., Callable[[], object]], cast: Cast) -> None:
    with pytest.raises(Conflict):
        leave(cast.administrator, cast.administrator)()
    assert administrators() == 1


@pytest.mark.parametrize("leave", [demote, dismiss])
def test_an_administrator_may_leave_when_another_stays(leave: Callable[..., Callable[[], object]], cast: Cast) -> None:
    second()
    leave(cast.administrator, cast.administrator)()
    assert administrators() == 1


def test_whoever_was_demoted_a_moment_ago_changes_nothing_any_more(cast: Cast) -> None:
    bea = second()
    by = bea.as_caller()
    change_roles(bea, ["reader"], by=cast.administrator.as_caller(), on=DAY)
    with pytest.raises(Refused):
        deactivate_user(cast.reader, by=by, on=DAY)


def test_the_page_says_why_the_last_one_stays(cast: Cast, signed_in: Enter) -> None:
    browser, address = signed_in(cast.administrator), f"/users/{cast.administrator.pk}"
    for answer in (
        browser.post(address, {"roles": ["reader"]}),
        browser.post(f"{address}/deactivate", {"reason": "met pensioen"}),
    ):
        assert answer.status_code == 400
        assert "Maak eerst iemand anders beheerder." in answer.content.decode()


def test_the_second_of_two_who_change_roles_is_told(cast: Cast, signed_in: Enter) -> None:
    browser, address = signed_in(cast.administrator), f"/users/{cast.reader.pk}"
    seen = cast.reader.updated_at.isoformat()
    browser.post(address, {"roles": ["council_clerk"], "seen": seen})
    answer = browser.post(address, {"roles": ["data_steward"], "seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 412
    cast.reader.refresh_from_db()
    assert cast.reader.roles == ["council_clerk"]
    # Both stand side by side, and what was chosen is still chosen.
    assert re.search(r'<td data-label="Zoals het nu is">griffier</td>\s*<td data-label="Wat u invulde">', page)
    assert re.findall(r'value="(\w+)"[^>]*checked', page) == ["data_steward"]
    assert browser.post(address, {"roles": ["data_steward"], "seen": seen_in(page)}).status_code == 302
    cast.reader.refresh_from_db()
    assert cast.reader.roles == ["data_steward"]
