"""A partner reports how it goes, and corrects itself."""

from __future__ import annotations

from typing import Any

import pytest

from participation.commitments.models import Commitment, ProgressReport
from tenants.outbox.models import Event, History
from tests.participation.commitments.things import Stage

REPORT = {"date": "2024-03-01", "quantity": 10, "text": "Ten homes in the Reeweg."}


def running(stage: Stage, status: str = "running") -> str:
    commitment_id = stage.offer()
    Commitment.objects.filter(pk=commitment_id).update(status=status)
    return f"commitments/{commitment_id}"


def test_a_report_is_added_up(stage: Stage) -> None:
    path = running(stage)
    answer = stage.machine.post(f"{path}/progress-reports", REPORT)
    assert answer.status_code == 201
    shown = answer.json()
    assert {name: shown[name] for name in shown if name not in ("id", "createdAt")} == {
        **REPORT,
        "commitmentId": path.split("/")[1],
        "replacesId": None,
        "replacedById": None,
    }
    stage.machine.post(f"{path}/progress-reports", {"date": "2024-04-01", "quantity": 2.5})
    assert stage.machine.get(path).json()["delivered"] == 12.5
    assert Event.objects.filter(name="commitment.progress_reported").count() == 2
    assert History.objects.of(ProgressReport.objects.get(pk=shown["id"])).count() == 1


def test_a_correction_replaces_and_the_old_report_stays(stage: Stage) -> None:
    path = running(stage)
    first = stage.machine.post(f"{path}/progress-reports", REPORT).json()["id"]
    correction = {**REPORT, "quantity": 8, "replacesId": first}
    second = stage.machine.post(f"{path}/progress-reports", correction)
    assert (second.status_code, second.json()["replacesId"]) == (201, first)
    assert stage.machine.get(path).json()["delivered"] == 8
    shown = stage.machine.get(f"{path}/progress-reports").json()["results"]
    assert [(row["quantity"], row["replacedById"]) for row in shown] == [(10, second.json()["id"]), (8, None)]
    again = stage.machine.post(f"{path}/progress-reports", correction)
    assert (again.status_code, again.json()["code"]) == (409, "already_replaced")


def test_a_report_of_another_commitment_cannot_be_corrected_here(stage: Stage) -> None:
    elsewhere, path = running(stage), running(stage)
    first = stage.machine.post(f"{elsewhere}/progress-reports", REPORT).json()["id"]
    answer = stage.machine.post(f"{path}/progress-reports", {**REPORT, "replacesId": first})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/replacesId")


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        ("offered", 409),
        ("accepted", 201),
        ("running", 201),
        ("reported_delivered", 201),
        ("disputed", 201),
        ("confirmed", 409),
        ("declined", 409),
        ("withdrawn", 409),
        ("broken", 409),
        ("resolved", 409),
    ],
)
def test_reports_are_taken_while_there_is_something_to_deliver(stage: Stage, status: str, answer: int) -> None:
    path = running(stage, status)
    assert stage.machine.post(f"{path}/progress-reports", REPORT).status_code == answer
    assert stage.machine.get(path).json()["status"] == ("running" if status == "accepted" else status)


def test_a_faulty_report_names_every_faulty_field(stage: Stage) -> None:
    wrong = {"date": "2024-09-02", "quantity": "many", "text": "x" * 2001, "colour": "red", "replacesId": "x"}
    errors = stage.machine.post(f"{running(stage)}/progress-reports", wrong).json()["errors"]
    assert sorted(error["pointer"] for error in errors) == ["/colour", "/date", "/quantity", "/replacesId", "/text"]


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"date": "2024-09-02"}, "/date"),
        ({"date": "0001-01-01"}, "/date"),
        ({"date": "1950-01-01"}, "/date"),
        ({"date": "2023-12-31"}, "/date"),
        ({"date": "9999-12-31"}, "/date"),
        ({"date": "2023-02-29"}, "/date"),
        ({"date": None}, "/date"),
        ({"quantity": -1}, "/quantity"),
        ({"quantity": "NaN"}, "/quantity"),
        ({"quantity": 10**12}, "/quantity"),
        ({"quantity": None}, "/quantity"),
        ({"text": "x" * 2001}, "/text"),
        ({"text": None}, "/text"),
        ({"replacesId": "x"}, "/replacesId"),
        ({"status": "confirmed"}, "/status"),
    ],
)
def test_a_faulty_report_is_refused(stage: Stage, changed: dict[str, Any], pointer: str) -> None:
    path = running(stage)
    answer = stage.machine.post(f"{path}/progress-reports", {**REPORT, **changed})
    assert answer.status_code == 400, answer.content
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert not ProgressReport.objects.exists()


def test_far_more_than_was_promised_is_asked_about_and_done_for_whoever_is_sure(stage: Stage) -> None:
    path = running(stage)
    first = stage.machine.post(f"{path}/progress-reports", {**REPORT, "quantity": 41}).json()["id"]
    asked = stage.machine.post(f"{path}/progress-reports", {**REPORT, "quantity": 10**9})
    (error,) = asked.json()["errors"]
    assert (asked.status_code, error["pointer"], error["code"]) == (400, "/quantity", "unlikely")
    assert "1,000,000,041" in error["detail"]
    assert "40 homes" in error["detail"]
    assert ProgressReport.objects.count() == 1
    # What a correction replaces does not count; what others reported does.
    assert (
        stage.machine.post(f"{path}/progress-reports", {**REPORT, "quantity": 80, "replacesId": first}).status_code
        == 201
    )
    assert stage.machine.post(f"{path}/progress-reports", {**REPORT, "quantity": 1}).status_code == 400
    assert stage.machine.post(f"{path}/progress-reports", {**REPORT, "quantity": 1, "sure": True}).status_code == 201
