"""The path through all houses, step by step, on the figures that RIVM and CBS published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django_tenants.utils import schema_context

from monitoring.indicators.models import Indicator
from monitoring.public.statistics.actions import bring_topics_up_to_date, import_file
from monitoring.public.statistics.shipped import shipped_files
from programs.mandates.models import Decision, Escalation
from tenants.accounts.models import User
from tenants.jobs.models import Job
from tenants.kit.database import connection
from tenants.outbox.models import Event
from tenants.public.municipalities.models import Municipality
from tests.cast import Cast
from tests.journeys.story import Story


@pytest.fixture
def story(cast: Cast, signed_in: Callable[[User], Client], day: dt.date) -> Story:
    """Everybody is there, and the health figures are in."""
    bring_topics_up_to_date()
    for file in shipped_files("rivm-50090ned"):
        import_file("rivm-50090ned", file)
    return Story(cast, signed_in, day)


@pytest.fixture
def adopted(story: Story) -> Story:
    story.make_program()
    story.write_vision("statistics", "professionals", "residents")
    story.set_objective()
    story.adopt()
    story.grant_mandate()
    return story


def test_1_an_operator_creates_a_municipality(operator_client: Client) -> None:
    asked = {"code": "GM0363", "administrator_name": "Joke Beheer", "administrator_email": "joke@example.nl"}
    answer = operator_client.post("/municipalities/create", asked)
    assert answer.status_code == 200
    assert "http://amsterdam.localhost/invitations/" in str(mail.outbox[-1].body)
    with schema_context("public"):
        assert Municipality.objects.get(code="GM0363").name == "Amsterdam"
    assert Client(headers={"host": "amsterdam.localhost"}).get("/").status_code == 200


def test_2_figures_are_imported_with_progress(
    operator_client: Client, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        answer = operator_client.post("/statistics", {"source": "cbs-kwb"})
    page = operator_client.get(answer["Location"]).content.decode()
    job = Job.objects.get()
    assert (job.status, job.errors) == ("done", [])
    assert "progress" in page
    assert operator_client.get("/statistics").status_code == 200


def test_3_a_vision_without_residents_cannot_be_adopted(story: Story) -> None:
    story.make_program()
    story.write_vision("statistics", "professionals")
    story.set_objective()
    answer = story.adopt()
    assert answer.status_code in (400, 409)
    assert "bewoners" in answer.content.decode()
    assert story.program.status == "draft"


def test_3_adoption_freezes_the_baselines(adopted: Story) -> None:
    indicator = Indicator.objects.get()
    assert adopted.program.status in ("adopted", "running")
    assert indicator.baseline.frozen_on == adopted.on
    answer = adopted.manager.post(f"/indicators/{indicator.pk}/baseline", {"period": "2020"})
    assert answer.status_code == 400
    assert "nulmeting" in answer.content.decode()
    assert indicator.baseline.value == 35


def test_4_a_decision_within_the_mandate_is_taken(adopted: Story) -> None:
    answer = adopted.decide("45.000")
    assert answer.status_code == 302
    assert Decision.objects.get().amount == 45_000


@pytest.mark.parametrize(
    ("amount", "changes", "word"),
    [
        ("60.000", {}, "50.000"),
        ("10.000", {"kind": "direct_sector"}, "mandaat"),
    ],
)
def test_4_one_outside_it_is_refused_with_the_rule_and_goes_up(
    adopted: Story, amount: str, changes: dict[str, str], word: str
) -> None:
    answer = adopted.decide(amount, **changes)
    page = adopted.manager.get(answer["Location"]) if answer.status_code == 302 else answer
    assert word in page.content.decode()
    assert not Decision.objects.exists()
    assert Escalation.objects.get().status == "open"


def test_4_the_sum_of_the_year_counts(adopted: Story) -> None:
    adopted.decide("45.000")
    adopted.decide("40.000")
    assert [decision.amount for decision in Decision.objects.all()] == [45_000]
    assert Escalation.objects.count() == 1


def test_5_a_partner_offers_reports_and_delivers(adopted: Story) -> None:
    machine = adopted.welcome_partner()
    who = machine.get("me").json()
    assert (who["kind"], who["organisation"]["name"], who["municipality"]["code"]) == ("api_key", "Woonbron", "GM0505")
    assert [program["id"] for program in machine.get("programs").json()["results"]] == [str(adopted.program.pk)]
    made = adopted.offer(machine)
    assert adopted.move(made, "accepted").status_code == 302
    assert machine.post(f"commitments/{made}/status-changes", {"to": "running"}).status_code == 201
    report = {"date": "2024-09-01", "quantity": 40, "text": "All done"}
    assert machine.post(f"commitments/{made}/progress-reports", report).status_code == 201
    assert machine.post(f"commitments/{made}/status-changes", {"to": "reported_delivered"}).status_code == 201
    assert adopted.move(made, "confirmed").status_code == 302
    assert adopted.status(made) == "confirmed"
    names = set(Event.objects.filter(subject_id=made).values_list("name", flat=True))
    assert len(names) >= 4


def test_5_a_partner_cannot_accept_its_own_offer_nor_see_anothers(adopted: Story) -> None:
    machine, other = adopted.welcome_partner("Woonbron"), adopted.welcome_partner("Trivire")
    made = adopted.offer(machine)
    assert machine.post(f"commitments/{made}/status-changes", {"to": "accepted"}).status_code == 403
    assert other.get(f"commitments/{made}").status_code == 404
    assert adopted.status(made) == "offered"


def test_5_a_key_is_worth_nothing_in_another_municipality(adopted: Story) -> None:
    machine = adopted.welcome_partner()
    machine.client.defaults["HTTP_HOST"] = "rotterdam.localhost"
    answer = machine.client.get("/api/v1/me", headers={"host": "rotterdam.localhost"})
    connection.set_tenant(Municipality.objects.get(code="GM0505"))
    assert answer.status_code == 401


def test_6_the_dashboard_tells_it_without_signing_in(adopted: Story, visitor: Client) -> None:
    from monitoring.indicators.tasks import judge_indicators

    machine = adopted.welcome_partner()
    adopted.move(adopted.offer(machine), "accepted")
    judge_indicators.delay()
    page = visitor.get(f"/dashboard/programs/{adopted.program.pk}")
    text = page.content.decode()
    assert page.status_code == 200
    for told in ("Wielwijk", "op koers", "35", "21,2", "RIVM", "2012", "2020"):
        assert told in text
    answer = visitor.get(f"/dashboard/programs/{adopted.program.pk}.csv")
    csv = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "21.2" in csv or "21,2" in csv
    assert "rivm-50090ned" in csv


def test_6_a_draft_is_not_on_it(story: Story, visitor: Client) -> None:
    program = story.make_program()
    assert visitor.get(f"/dashboard/programs/{program.pk}").status_code == 404
    assert program.title not in visitor.get("/dashboard").content.decode()
