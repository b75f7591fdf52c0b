"""Rights that carry their refusal: a page, an address of the API and an action ask the same question in one way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.kit.caller import Caller
from tenants.kit.errors import Refused

Policy = Callable[..., bool]
Asked = TypeVar("Asked", bound=Policy)
_NOT_YOURS = _("You may see this, but it is not yours to do.")


def refusal(sentence: Promise | str, code: str = "refused") -> Callable[[Asked], Asked]:
    """Says of a policy `can_<verb>(caller, thing, on)` what whoever may not is told.

    @refusal(_("Only an administrator can grant a mandate."))
    def can_grant_mandate(caller: Caller, on: dt.date) -> bool: ...
    """

    def mark(policy: Asked) -> Asked:
        policy.refusal = (sentence, code)  # type: ignore[attr-defined]
        return policy

    return mark


def require(policy: Policy, by: Caller, *about: Any) -> None:
    """Raises Refused, in the policy's own words, unless it says yes."""
    if not policy(by, *about):
        raise Refused(*getattr(policy, "refusal", (_NOT_YOURS,)))
