"""Whoever changes what others may have changed says what they saw; who does not need to stands here, with the reason."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import FunctionType, ModuleType
from typing import get_type_hints

from tenants.kit.found import rooms
from tenants.kit.models import Row

# It ends once, or stands as it is wanted already: the second is told so, whatever they saw.
ENDS_ONCE = {
    "agree_to_mandate", "cancel_job", "deactivate_user", "forget_identity", "reactivate_user", "remove_indicator",
    "remove_objective", "remove_phase", "remove_service", "remove_source", "reset_second_step", "resume_municipality",
    "retire_area", "reverse_decision", "revoke_api_key", "send_invitation", "set_partner_active", "start_again",
    "suspend_municipality", "withdraw_escalation", "withdraw_invitation", "withdraw_observation", "withdraw_target",
}  # fmt: skip
# It stands beside what is there, and what may not stand there twice is refused.
STANDS_BESIDE = {
    "add_indicator", "grant_mandate", "issue_api_key", "offer_commitment", "preview_decision", "record_observation",
    "rotate_api_key", "set_objective", "take_decision",
}  # fmt: skip
# `change_status` by name, for commands and tests.
BY_NAME = {"confirm_delivery", "decline_commitment", "dispute_commitment", "report_delivery"}


def test_whoever_changes_a_row_says_what_they_saw() -> None:
    without = {action.__name__ for action in _actions_on_a_row() if "seen" not in inspect.signature(action).parameters}
    assert without == ENDS_ONCE | STANDS_BESIDE | BY_NAME


def _actions_on_a_row() -> Iterator[FunctionType]:
    """What takes a row first, and says who does it."""
    for module in _modules():
        for action in vars(module).values():
            if inspect.isfunction(action) and action.__module__ == module.__name__ and action.__name__[0] != "_":
                hints = get_type_hints(action, vars(module))
                first = next((hints[name] for name in inspect.signature(action).parameters if name in hints), None)
                if "by" in hints and any(_is_row(kind) for kind in (first, *getattr(first, "__args__", ()))):
                    yield action


def _modules() -> Iterator[ModuleType]:
    for room in rooms("actions"):
        yield room
        for found in pkgutil.iter_modules(getattr(room, "__path__", [])):
            yield import_module(f"{room.__name__}.{found.name}")


def _is_row(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Row)
