"""A request that carries a key is done once: whoever sends it again gets the first answer.

    claim = begin(sender="user:…", key="…", fingerprint="…")    # raises StillRunning, AnswerLost or KeyReused
    if claim.status is None:                                    # ours to do
        with doing(claim):
            answer = …                                          # actions mark the claim in their own transaction
        keep(claim, status=…, answer=…)                         # or `release(claim)` when nothing was done

A process may die at any point. Before the action's transaction commits nothing was done, and after LEASE the next attempt
takes the claim over. From that commit on the claim says that something was done, so no attempt does it again; when the
answer was not kept any more, the sender is told that it was done.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.translation import gettext_lazy as _
from django_tenants.utils import schema_context

from tenants.kit.clock import now
from tenants.kit.database import connection
from tenants.kit.errors import Conflict, Problem
from tenants.once.models import Claim
from tenants.once.rules import KEPT, LEASE, digest

_current: ContextVar[tuple[Claim, str] | None] = ContextVar("claim", default=None)
"""With the schema in which it stands: an operator's request may act within that of a municipality."""


class StillRunning(Conflict):
    default_code = "still_running"
    headers = {"Retry-After": "1"}


class AnswerLost(Conflict):
    default_code = "answer_lost"


class KeyReused(Problem):
    default_code = "key_reused"


def begin(*, sender: str, key: str, fingerprint: str) -> Claim:
    """Claim the request, or find what came of it: then the claim has a status."""
    claim = Claim(pk=digest([sender.encode(), key.encode()]), fingerprint=fingerprint, claimed_at=now())
    Claim.objects.bulk_create([claim], ignore_conflicts=True)
    known = Claim.objects.filter(pk=claim.pk).first()
    if known is None:  # it was another attempt's, and was released between our two questions
        raise StillRunning(_("The same request is being handled at this moment. Try again in a moment."))
    return claim if known.attempt == claim.attempt else _of_before(known, claim)


def _of_before(known: Claim, wanted: Claim) -> Claim:
    """The same key was used before."""
    if known.is_older_than(KEPT, wanted.claimed_at):
        return _taken_over(known, wanted)
    if known.fingerprint != wanted.fingerprint:
        raise KeyReused(_("This key was used for another request. Use a new key for a new request."))
    if known.status is not None:
        return known
    if known.has_acted and known.is_older_than(LEASE, wanted.claimed_at):
        raise AnswerLost(_("This was done, but its answer got lost. Read how things are now; do not send it again."))
    if known.is_older_than(LEASE, wanted.claimed_at):
        return _taken_over(known, wanted)
    raise StillRunning(_("The same request is being handled at this moment. Try again in a moment."))


def _taken_over(known: Claim, wanted: Claim) -> Claim:
    """Two attempts that both find the claim abandoned meet here: the row knows which of them was first."""
    ours = Claim.objects.of_attempt(known).filter(has_acted=known.has_acted, status=known.status)
    fresh = {"fingerprint": wanted.fingerprint, "claimed_at": wanted.claimed_at, "attempt": wanted.attempt}
    if not ours.update(**fresh, has_acted=False, status=None, answer=b""):
        raise StillRunning(_("The same request is being handled at this moment. Try again in a moment."))
    return wanted


@contextmanager
def doing(claim: Claim) -> Iterator[None]:
    """What happens inside is done for this claim."""
    before = _current.set((claim, connection.schema_name))
    try:
        yield
    finally:
        _current.reset(before)


def note_effect() -> None:
    """Called by `outbox.change` at the end of its transaction: from its commit on, this request was done.

    An attempt that was taken for dead and wakes up finds its claim in other hands: then its transaction must not commit.
    """
    current = _current.get()
    if current is None:
        return
    claim, schema = current
    with schema_context(schema):
        is_ours = Claim.objects.of_attempt(claim).update(has_acted=True)
    if not is_ours:
        raise StillRunning(_("The same request is being handled at this moment. Try again in a moment."))


def keep(claim: Claim, *, status: int, answer: bytes) -> None:
    """Whoever sends the same request again gets this answer."""
    Claim.objects.of_attempt(claim).update(status=status, answer=answer)


def release(claim: Claim) -> bool:
    """The request was refused. When nothing was done, the same key may be used again, also for a corrected request."""
    deleted, _models = Claim.objects.of_attempt(claim).filter(has_acted=False).delete()
    return bool(deleted)


def drop(claim: Claim) -> None:
    """For what may be done again, and whose answer cannot be kept."""
    Claim.objects.of_attempt(claim).delete()


def forget_old() -> int:
    deleted, _models = Claim.objects.older_than(KEPT, now()).delete()
    return deleted
