"""Partners promise and report over HTTP with their keys, a department through the programme editor; the manager answers."""

from collections.abc import Callable
from decimal import Decimal

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
    offer_commitment,
    report_delivery,
    report_progress,
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
            partner = act.partners[promise.partner]
            if Commitment.objects.filter(party=partner, description=promise.description).exists():
                continue
            stage.check()
            if partner.is_municipal:
                _play_department(act, plan, promise)
            else:
                _play_partner(stage, act, plan, promise)


def _play_partner(stage: Stage, act: Act, plan: Plan, promise: Promise) -> None:
    """What a partner's program does with its key, from finding the programme to reporting delivery."""
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
    path = f"/commitments/{offer['id']}"

    def report() -> None:
        for date, quantity, text in promise.reports:
            api.post(f"{path}/progress-reports", {"date": date.isoformat(), "quantity": quantity, "text": text})

    def deliver() -> None:
        api.post(f"{path}/status-changes", {"to": Status.REPORTED_DELIVERED.value})

    _walk(act, promise, offer["id"], report, deliver)


def _play_department(act: Act, plan: Plan, promise: Promise) -> None:
    """A department's promise is written down by somebody else than the one who answers it."""
    editor = act.caller("program_editor")
    commitment = offer_commitment(
        act.programs[plan.title],
        party=act.partners[promise.partner],
        description=promise.description,
        quantity=Decimal(promise.quantity),
        unit=promise.unit,
        start_date=promise.start,
        due_date=promise.due,
        by=editor,
        on=DAY,
    )

    def report() -> None:
        for date, quantity, text in promise.reports:
            report_progress(commitment, date=date, quantity=Decimal(quantity), text=text, by=editor, on=DAY)

    _walk(act, promise, str(commitment.pk), report, lambda: report_delivery(commitment, by=editor, on=DAY))


def _walk(
    act: Act, promise: Promise, commitment_id: str, report: Callable[[], None], deliver: Callable[[], object]
) -> None:
    """The steps to the promise's ending, each by the side whose step it is."""
    for step in REACHED[promise.ending]:
        if step == "reports":
            report()
        elif step == "delivered":
            deliver()
        else:
            _answer(act, promise, Commitment.objects.get(pk=commitment_id), step)


def _answer(act: Act, promise: Promise, commitment: Commitment, step: str) -> None:
    """What the area manager does on the page, within the mandate."""
    by = act.caller("area_manager")
    if step == "accepted":
        accept_commitment(commitment, by=by, on=DAY)
    elif step == "confirmed":
        confirm_delivery(commitment, by=by, on=DAY)
    elif step == "declined":
        decline_commitment(commitment, by=by, on=DAY, reason=promise.reason)
    else:
        dispute_commitment(commitment, by=by, on=DAY, reason=promise.reason)
