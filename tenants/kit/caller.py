"""Who asks. Policies and actions know a `Caller`, never a request."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

if TYPE_CHECKING:
    from tenants.accounts.choices import Role

Kind = Literal["anonymous", "user", "api_key", "system", "operator"]


@dataclass(frozen=True)
class Caller:
    """A person, a key or a part of the system that asks for something.

    `id` is the primary key of the user or the credential, as text. `organisation_id` is the partner
    organisation that a key acts for; a civil servant has none.
    """

    kind: Kind
    id: str = ""
    name: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)
    scopes: frozenset[str] = field(default_factory=frozenset)
    organisation_id: UUID | None = None

    @property
    def is_anonymous(self) -> bool:
        return self.kind == "anonymous"

    @property
    def is_system(self) -> bool:
        return self.kind == "system"

    @property
    def is_municipal_key(self) -> bool:
        """A key of the municipality's own programs, which belongs to no partner."""
        return self.kind == "api_key" and self.organisation_id is None

    def is_user(self, user_id: UUID | None) -> bool:
        """Is this person; nobody (None) is not anybody."""
        return self.kind == "user" and user_id is not None and self.id == str(user_id)

    def has_role(self, *roles: Role) -> bool:
        """Holds at least one of the roles. For groups of roles see `tenants.accounts.standing`."""
        return not self.roles.isdisjoint(roles)

    def has_scope(self, scope: str) -> bool:
        return scope in self.scopes

    def is_limited_by(self, scope: str | None) -> bool:
        """A key that was not issued for this; people are limited by their roles alone, and None asks for no scope."""
        return self.kind == "api_key" and scope is not None and scope not in self.scopes

    def label(self) -> str:
        """How history and events name the caller: kind and id, never a person's name or address."""
        return f"{self.kind}:{self.id or self.name}" if not self.is_anonymous else "anonymous"


ANONYMOUS = Caller("anonymous")


def System(name: str) -> Caller:  # noqa: N802 (reads as the kind of caller it makes)
    """A part of the system that acts by itself, for example `System("import")`."""
    return Caller("system", name=name)


def caller_of(request: Any) -> Caller:
    """The caller of a request: what authentication put there, else the signed-in user, else nobody.

    An API credential puts its `Caller` in `request.auth`; a signed-in user knows how to become one.
    """
    auth = getattr(request, "auth", None)
    if isinstance(auth, Caller):
        return auth
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        caller: Caller = user.as_caller()
        return caller
    return ANONYMOUS
