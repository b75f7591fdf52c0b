"""Partners promise and report over HTTP with their keys; the area manager answers and confirms."""

import datetime as dt

from config.demo import DAY
from config.demo.http import Api
from config.demo.scenario.cities.model import Plan, Promise
from config.demo.scenario.partners import key_name
from config.demo.scenario.stage import Act, Stage
from participation.commitments.actions import (
    accept_commitment,
    confirm_delivery,
    decline_commitment,
    dispute_commitment,
)
from participation.commitments.choices import Status
from participation.commitments.models import Commitment

REACHED = {
    "offered": [],
    "declined": ["declined"],
    "accepted": ["accepted"],
    "running": ["accepted", "reports"],
    "delivered": ["accepted", "reports", "delivered"],
    "confirmed": ["accepted", "reports", "delivered", "confirmed"],
    "disputed": ["accepted", "reports", "delivered", "disputed"],
}


def make(stage: Stage, act: Act) -> None:
    """In the municipality's schema. A promise that was interrupted halfway stays where it stands."""
    for plan in act.city.plans:
        for promise in plan.promises:
            if not Commitment.objects.filter(
                party=act.partners[promise.partner], description=promise.description
            ).exists():
                stage.check()
                _play(stage, act, plan, promise)


def _play(stage: Stage, act: Act, plan: Plan, promise: Promise) -> None:
    key = stage.notebook.keys[key_name(act, promise.partner)]
    api = Api(stage.address, stage.port, act.host, key)
    programs = api.get("/programs?pageSize=500")["results"]
    program_id = next(found["id"] for found in programs if found["title"] == plan.title)
    offer = api.post(
        f"/programs/{program_id}/commitments",
        {
            "description": promise.description,
            "quantity": promise.quantity,
            "unit": promise.unit,
            "startDate": promise.start.isoformat(),
            "dueDate": promise.due.isoformat(),
        },
    )
    for step in REACHED[promise.ending]:
        _step(api, act, promise, offer["id"], step)


def _step(api: Api, act: Act, promise: Promise, commitment_id: str, step: str) -> None:
    """The partner's steps go over HTTP, the manager's through the actions that the pages use."""
    if step == "reports":
        for date, quantity, text in promise.reports:
            body = {"date": date.isoformat(), "quantity": quantity, "text": text}
            api.post(f"/commitments/{commitment_id}/progress-reports", body)
    elif step == "delivered":
        api.post(f"/commitments/{commitment_id}/status-changes", {"to": Status.REPORTED_DELIVERED.value})
    else:
        _answer(act, promise, Commitment.objects.get(pk=commitment_id), step, DAY)


def _answer(act: Act, promise: Promise, commitment: Commitment, step: str, on: dt.date) -> None:
    by = act.caller("area_manager")
    if step == "accepted":
        accept_commitment(commitment, by=by, on=on)
    elif step == "confirmed":
        confirm_delivery(commitment, by=by, on=on)
    elif step == "declined":
        decline_commitment(commitment, by=by, on=on, reason=promise.reason)
    else:
        dispute_commitment(commitment, by=by, on=on, reason=promise.reason)
