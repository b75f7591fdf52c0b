"""Deciding: within the mandate it stands, outside it the rule is named and somebody higher is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from programs.areas.models import Area
from programs.mandates.actions import preview_decision, reverse_decision, take_decision, withdraw_mandate
from programs.mandates.models import Decision, Escalation, Mandate
from programs.mandates.sentences import refusal_of
from programs.programs.actions import move_program
from tenants.accounts.models import User
from tenants.kit.errors import Conflict, Invalid, Refused
from tenants.kit.waiting import waiting_for
from tenants.outbox.models import Event, History
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.areas.things import some_area
from tests.programs.mandates.things import confirmed, room_in_2024, some_mandate
from tests.programs.programs.things import draft_program

SignedIn = Callable[[User], Client]


@pytest.fixture
def wielwijk(cast: Cast) -> Area:
    return some_area(cast.manager)


@pytest.fixture
def mandate(cast: Cast, wielwijk: Area) -> Mandate:
    return some_mandate(
        cast.manager, wielwijk, cast.administrator, cast.administrator,
        deputy=cast.other_manager, deputy_from=dt.date(2024, 7, 1), deputy_until=dt.date(2024, 8, 1),
    )  # fmt: skip


def _form(wielwijk: Area, **changes: object) -> dict[str, Any]:
    filled = {"subject": "Huiskamer op de hoek", "kind": "spend", "amount": "50.000", "area": wielwijk.pk}
    return {**filled, **changes}


def _send(client: Client, mandate: Mandate, filled: dict[str, Any]) -> Any:
    """What it would do, and then the same confirmed."""
    address = f"/mandates/{mandate.pk}/decisions/new"
    return client.post(address, confirmed(client, address, filled))


def _decide(mandate: Mandate, by: User, **changes: Any) -> Any:
    terms = {"kind": "spend", "subject": "Huiskamer", "amount": Decimal(50_000), "on": TODAY, **changes}
    return take_decision(mandate, by=by.as_caller(), area=terms.pop("area", mandate.areas.get()), **terms)


def test_a_decision_within_the_mandate_stands(
    cast: Cast, signed_in: SignedIn, mandate: Mandate, wielwijk: Area
) -> None:
    response = _send(signed_in(cast.manager), mandate, _form(wielwijk))
    assert response["Location"] == f"/mandates/{mandate.pk}"
    decision = Decision.objects.get()
    assert (decision.amount, decision.taken_by_id, decision.taken_on) == (Decimal(50_000), cast.manager.pk, TODAY)
    assert History.objects.of(decision).get().caller == f"user:{cast.manager.pk}"
    assert Event.objects.get(subject_id=str(decision.pk)).name == "decision.taken"
    assert room_in_2024(mandate) == Decimal(250_000)


@pytest.mark.parametrize(
    ("changes", "rule", "words"),
    [
        ({"amount": "50.000,01"}, "ceiling", "is meer dan de grens van €\xa050.000 per besluit"),
        ({"kind": "waive_rule"}, "kind", "het mandaat staat deze soort besluit niet toe: van een regel afwijken"),
    ],
)
def test_outside_the_mandate_the_rule_is_named_and_somebody_is_asked(
    cast: Cast, signed_in: SignedIn, mandate: Mandate, wielwijk: Area, changes: dict[str, str], rule: str, words: str
) -> None:
    client = signed_in(cast.manager)
    response = _send(client, mandate, _form(wielwijk, **changes))
    escalation = Escalation.objects.get()
    assert response["Location"] == f"/escalations/{escalation.pk}"
    assert (escalation.rule, escalation.status, escalation.requested_by_id) == (rule, "open", cast.manager.pk)
    assert words in refusal_of(escalation)
    assert words in client.get(response["Location"]).content.decode().replace("&nbsp;", "\xa0")
    assert escalation.step.user_id == cast.administrator.pk
    assert escalation.answer_by == TODAY + dt.timedelta(days=7)
    assert not Decision.objects.exists()
    assert History.objects.of(escalation).get().operation == "INSERT"
    assert Event.objects.get(subject_id=str(escalation.pk)).data["rule"] == rule


def test_an_area_outside_the_mandate_is_not_offered_and_not_decided_on(
    cast: Cast, signed_in: SignedIn, mandate: Mandate, wielwijk: Area
) -> None:
    elsewhere = some_area(cast.manager, "Crabbehof", "WK050506")
    client, address = signed_in(cast.manager), f"/mandates/{mandate.pk}/decisions/new"
    assert "Crabbehof" not in client.get(address).content.decode()
    assert client.post(address, _form(elsewhere)).status_code == 400
    assert not Escalation.objects.exists()
    result = _decide(mandate, cast.manager, area=elsewhere)
    assert (result.rule, "Crabbehof ligt buiten de gebieden van het mandaat" in result.sentence) == ("scope", True)


def test_what_a_decision_would_do_is_said_before_it_is_done(
    cast: Cast, signed_in: SignedIn, mandate: Mandate, wielwijk: Area
) -> None:
    client, address = signed_in(cast.manager), f"/mandates/{mandate.pk}/decisions/new"
    unsent = _form(wielwijk)
    within = client.post(address, unsent).content.decode().replace("&nbsp;", "\xa0")
    assert "€\xa0250.000 blijft over voor 2024" in within
    beyond = client.post(address, {**unsent, "amount": "60.000"}).content.decode().replace("&nbsp;", "\xa0")
    assert "is meer dan de grens van €\xa050.000 per besluit" in beyond
    assert "Anna Beheer" in beyond
    assert "8 september 2024" in beyond
    assert not Decision.objects.exists()
    assert not Escalation.objects.exists()


@pytest.mark.parametrize(("shown", "sent"), [("60.000", "1.000"), ("1.000", "60.000"), ("1.000", "1.001")])
def test_nobody_confirms_what_was_not_shown(
    cast: Cast, signed_in: SignedIn, mandate: Mandate, wielwijk: Area, shown: str, sent: str
) -> None:
    client, address = signed_in(cast.manager), f"/mandates/{mandate.pk}/decisions/new"
    filled = confirmed(client, address, _form(wielwijk, amount=shown)) | {"amount": sent}
    again = client.post(address, filled)
    assert again.status_code == 200
    assert not Decision.objects.exists()
    assert not Escalation.objects.exists()
    assert client.post(address, confirmed(client, address, filled)).status_code == 302


def test_the_sum_of_the_year_goes_on_under_a_new_mandate(cast: Cast, mandate: Mandate, wielwijk: Area) -> None:
    """A mandate that is withdrawn and granted again brings no new room."""
    for _number in range(6):
        _decide(mandate, cast.manager)
    withdraw_mandate(mandate, by=cast.administrator.as_caller(), on=TODAY, reason="Nieuw mandaat")
    again = some_mandate(cast.manager, wielwijk, cast.administrator, cast.administrator)
    assert room_in_2024(again) == 0
    assert Mandate.objects.with_spent(2024).get(pk=again.pk).spent == Decimal(300_000)  # type: ignore[attr-defined]
    assert _decide(again, cast.manager, amount=Decimal(1)).rule == "year_sum"
    Mandate.objects.filter(pk=again.pk).update(ceiling_per_year=Decimal(200_000))
    assert room_in_2024(again) == 0, "less than nothing is no room"
    for_another = some_mandate(cast.other_manager, wielwijk, cast.administrator, cast.administrator)
    assert room_in_2024(for_another) == Decimal(300_000)


def test_a_manager_who_is_one_no_more_decides_nothing(cast: Cast, mandate: Mandate) -> None:
    cast.manager.roles = ["reader"]
    with pytest.raises(Refused):
        _decide(mandate, cast.manager)


def test_a_reversed_decision_counts_for_nothing_and_stays_to_be_read(
    cast: Cast, signed_in: SignedIn, mandate: Mandate
) -> None:
    decision = _decide(mandate, cast.manager).decision
    address, client = f"/decisions/{decision.pk}/reversal", signed_in(cast.manager)
    assert client.post(address).status_code == 400
    assert client.post(address, {"reason": "Verkeerd bedrag"}).status_code == 302
    assert room_in_2024(mandate) == Decimal(300_000)
    page = client.get(f"/mandates/{mandate.pk}").content.decode()
    assert "Teruggedraaid op 1 september 2024: Verkeerd bedrag" in page
    assert client.post(address, {"reason": "Nog eens"}).status_code == 400
    assert Event.objects.filter(name="decision.reversed").count() == 1
    other = _decide(mandate, cast.manager).decision
    for person, status in ((cast.reader, 403), (cast.editor, 403), (cast.council_member, 404)):
        assert signed_in(person).post(f"/decisions/{other.pk}/reversal", {"reason": "x"}).status_code == status


def test_nobody_above_the_manager_reverses_their_own_decision(
    cast: Cast, signed_in: SignedIn, mandate: Mandate
) -> None:
    """An administrator reverses those of others; their own, taken as a deputy, is for another administrator."""
    decision = _decide(mandate, cast.manager).decision
    Decision.objects.filter(pk=decision.pk).update(taken_by=cast.administrator)
    address, client = f"/decisions/{decision.pk}/reversal", signed_in(cast.administrator)
    assert client.post(address, {"reason": "Toch niet"}).status_code == 403
    Decision.objects.filter(pk=decision.pk).update(taken_by=cast.manager)
    assert client.post(address, {"reason": "Toch niet"}).status_code == 302


def demoted(_cast: Cast, taker: User, _mandate: Mandate) -> None:
    User.objects.filter(pk=taker.pk).update(roles=["council_member"])


def ended(_cast: Cast, _taker: User, mandate: Mandate) -> None:
    Mandate.objects.filter(pk=mandate.pk).update(valid_until=TODAY)


def withdrawn(cast: Cast, _taker: User, mandate: Mandate) -> None:
    withdraw_mandate(mandate, by=cast.administrator.as_caller(), on=TODAY, reason="Zo besloten.")


@pytest.mark.parametrize("lost", [demoted, ended, withdrawn])
@pytest.mark.parametrize("who", ["manager", "other_manager"])
def test_a_right_that_passed_reverses_nothing(
    cast: Cast, mandate: Mandate, who: str, lost: Callable[[Cast, User, Mandate], None]
) -> None:
    taker, by = getattr(cast, who), cast.administrator.as_caller()
    Mandate.objects.filter(pk=mandate.pk).update(deputy_from=TODAY, deputy_until=TODAY + dt.timedelta(days=9))
    decision = _decide(Mandate.objects.get(pk=mandate.pk), taker).decision
    lost(cast, taker, mandate)
    decision.refresh_from_db()
    with pytest.raises(Refused):
        reverse_decision(decision, by=User.objects.get(pk=taker.pk).as_caller(), on=TODAY, reason="Toch niet.")
    assert reverse_decision(decision, by=by, on=TODAY, reason="Toch niet.").reversed_on == TODAY


def test_a_deputy_reverses_within_their_own_term(cast: Cast, mandate: Mandate) -> None:
    decision = _decide(mandate, cast.other_manager, on=dt.date(2024, 7, 1)).decision
    by = cast.other_manager.as_caller()
    for day in (dt.date(2024, 6, 30), dt.date(2024, 8, 1)):
        with pytest.raises(Refused):
            reverse_decision(decision, by=by, on=day, reason="Toch niet.")
    assert reverse_decision(decision, by=by, on=dt.date(2024, 7, 31), reason="Toch niet.").reversed_on


def test_the_year_is_not_overspent(cast: Cast, mandate: Mandate) -> None:
    for _number in range(6):
        assert _decide(mandate, cast.manager).decision
    outcome = _decide(mandate, cast.manager, amount=Decimal("0.01"))
    assert outcome.rule == "year_sum"
    assert outcome.escalation is not None
    assert "€\xa00 die in 2024 over is" in outcome.sentence
    assert _decide(mandate, cast.manager, on=dt.date(2025, 1, 1)).decision


@pytest.mark.parametrize("on", [dt.date(2023, 12, 31), dt.date(2027, 1, 1)])
def test_outside_the_term_nothing_is_decided(cast: Cast, mandate: Mandate, on: dt.date) -> None:
    assert _decide(mandate, cast.manager, on=on).rule == "term"


@pytest.mark.parametrize(
    ("on", "rule"), [(dt.date(2024, 7, 1), None), (dt.date(2024, 7, 31), None), (dt.date(2024, 8, 1), "deputy")]
)
def test_the_deputy_decides_within_their_own_term(cast: Cast, mandate: Mandate, on: dt.date, rule: str) -> None:
    assert _decide(mandate, cast.other_manager, on=on).rule == rule


@pytest.mark.parametrize("who", ["editor", "administrator", "reader"])
def test_whoever_does_not_hold_the_mandate_cannot_use_it(
    cast: Cast, signed_in: SignedIn, mandate: Mandate, wielwijk: Area, who: str
) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get(f"/mandates/{mandate.pk}/decisions/new").status_code == 403
    assert client.post(f"/mandates/{mandate.pk}/decisions/new", _form(wielwijk)).status_code == 403
    with pytest.raises(Refused):
        _decide(mandate, getattr(cast, who))
    assert not Decision.objects.exists()
    assert not Escalation.objects.exists()


def test_a_council_member_does_not_know_of_it(
    cast: Cast, signed_in: SignedIn, mandate: Mandate, wielwijk: Area
) -> None:
    address = f"/mandates/{mandate.pk}/decisions/new"
    assert signed_in(cast.council_member).post(address, _form(wielwijk)).status_code == 404


@pytest.mark.parametrize(
    "changes",
    [{"amount": "-5"}, {"amount": "1e400"}, {"subject": " "}, {"kind": "x"}, {"area": "x"}, {"amount": "12345678901"}],
)
def test_nonsense_is_refused_without_an_escalation(
    cast: Cast, signed_in: SignedIn, mandate: Mandate, wielwijk: Area, changes: dict[str, str]
) -> None:
    response = signed_in(cast.manager).post(f"/mandates/{mandate.pk}/decisions/new", _form(wielwijk, **changes))
    assert response.status_code == 400
    assert not Escalation.objects.exists()


def test_a_programme_of_another_area_does_not_fit(cast: Cast, mandate: Mandate) -> None:
    elsewhere = some_area(cast.manager, "Crabbehof", "WK050506")
    program = draft_program(cast.manager, areas=[elsewhere])
    with pytest.raises(Invalid) as refused:
        _decide(mandate, cast.manager, program=program)
    assert [error.field for error in refused.value.errors] == ["area"]


def test_decisions_stand_on_the_page_of_their_programme(
    cast: Cast, signed_in: SignedIn, mandate: Mandate, wielwijk: Area
) -> None:
    program = draft_program(cast.manager, areas=[wielwijk])
    _decide(mandate, cast.manager, program=program)
    _decide(mandate, cast.manager, program=program, subject="Veel te duur", amount=Decimal(90_000))
    page = signed_in(cast.manager).get(f"/programs/{program.pk}/decisions").content.decode()
    assert "Huiskamer" in page
    assert "Veel te duur" in page
    assert f"/mandates/{mandate.pk}/decisions/new" in page
    assert signed_in(cast.council_member).get(f"/programs/{program.pk}/decisions").status_code == 404


def test_all_that_is_wrong_with_a_decision_is_told_at_once(
    cast: Cast, mandate: Mandate, wielwijk: Area, signed_in: SignedIn
) -> None:
    wrong = _form(wielwijk, subject="\u200b", kind="gift", amount="-1", area="")
    page = signed_in(cast.manager).post(f"/mandates/{mandate.pk}/decisions/new", wrong).content.decode()
    for told in ("Zeg in één zin wat er wordt besloten.", "Kies een soort besluit uit de lijst.", "Kies uit de lijst."):
        assert told in page
    assert "Vul een bedrag in van 0 tot en met 9.999.999.999,99 euro." in page
    assert not Decision.objects.exists()
    assert not Escalation.objects.exists()


def test_an_amount_that_is_large_is_read_back_before_it_is_decided(
    cast: Cast, mandate: Mandate, wielwijk: Area, signed_in: SignedIn
) -> None:
    asked = _form(wielwijk, amount="1.250.000")
    page = signed_in(cast.manager).post(f"/mandates/{mandate.pk}/decisions/new", asked).content.decode()
    assert "€\xa01.250.000 (1,25 miljoen)" in page


def test_nothing_is_decided_in_a_programme_that_has_ended(
    cast: Cast, signed_in: SignedIn, mandate: Mandate, wielwijk: Area
) -> None:
    program = draft_program(cast.manager, areas=[wielwijk])
    move_program(program, "dropped", by=cast.manager.as_caller(), on=TODAY, reason="Toch niet.")
    program.refresh_from_db()
    for act in (take_decision, preview_decision):
        with pytest.raises(Conflict) as refused:
            act(
                mandate, kind="spend", area=wielwijk, subject="Huiskamer", amount=Decimal(1),
                program=program, by=cast.manager.as_caller(), on=TODAY,
            )  # fmt: skip
        assert refused.value.code == "program_ended"
    assert not Decision.objects.exists()


def test_the_form_names_no_draft_to_a_deputy_who_does_not_work_on_it(
    cast: Cast, signed_in: SignedIn, wielwijk: Area
) -> None:
    mandate = some_mandate(
        cast.manager, wielwijk, cast.administrator, cast.administrator,
        deputy=cast.reader, deputy_from=TODAY, deputy_until=TODAY + dt.timedelta(days=9),
    )  # fmt: skip
    draft_program(cast.manager, "Nog geheim", areas=[wielwijk])
    address = f"/mandates/{mandate.pk}/decisions/new"
    assert "Nog geheim" in signed_in(cast.manager).get(address).content.decode()
    assert "Nog geheim" not in signed_in(cast.reader).get(address).content.decode()


def test_of_many_decisions_all_are_counted_and_a_page_shows_fifty(
    cast: Cast, signed_in: SignedIn, mandate: Mandate, wielwijk: Area
) -> None:
    program = draft_program(cast.manager, areas=[wielwijk])
    first = _decide(mandate, cast.manager, program=program).decision
    Decision.objects.bulk_create(
        Decision(
            mandate=mandate, kind="spend", area=wielwijk, program=program, amount=1, subject=f"Besluit nr {number}",
            taken_by=cast.manager, taken_on=TODAY + dt.timedelta(days=1),
        )
        for number in range(104)
    )  # fmt: skip
    client = signed_in(cast.manager)
    page = client.get(f"/programs/{program.pk}/decisions").content.decode()
    assert "105 besluiten" in page
    assert page.count("Besluit nr ") == 50 * 2  # its name, and the link to reverse it
    for address in (f"/programs/{program.pk}/decisions", f"/mandates/{mandate.pk}"):
        assert first.subject not in client.get(address).content.decode()
        assert first.subject in client.get(f"{address}?page=3").content.decode()


def test_a_mandate_is_nobody_s_before_their_term(cast: Cast, signed_in: SignedIn, wielwijk: Area) -> None:
    """The card beside a programme says what one may decide: a deputy nothing yet, a manager who is one no more nothing."""
    some_mandate(
        cast.manager, wielwijk, cast.administrator, cast.administrator,
        deputy=cast.other_manager, deputy_from=TODAY + dt.timedelta(days=30), deputy_until=dt.date(2025, 1, 1),
    )  # fmt: skip
    program = draft_program(cast.manager, areas=[wielwijk])
    card = "/decisions/new"
    assert card in signed_in(cast.manager).get(f"/programs/{program.pk}").content.decode()
    assert card not in signed_in(cast.other_manager).get(f"/programs/{program.pk}").content.decode()


def test_a_mandate_for_two_areas_of_a_programme_waits_once(cast: Cast, wielwijk: Area) -> None:
    areas = [wielwijk, some_area(cast.manager, "Crabbehof", "WK050506")]
    program = draft_program(cast.manager, areas=areas)
    some_mandate(cast.manager, wielwijk, cast.administrator, cast.administrator)
    mandate = Mandate.objects.get()
    mandate.areas.add(areas[1])
    Mandate.objects.update(needs_agreement=True)
    waiting = waiting_for(cast.clerk.as_caller(), TODAY, limit=5, program_id=program.pk)
    assert (waiting.count, len(waiting.first)) == (1, 1)
