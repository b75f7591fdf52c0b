"""What can be wrong with a request, in words that say what, where and what to do.

Actions raise these. The API answers them as problem details (RFC 9457), pages as a summary above the form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Text = str | Promise


@dataclass(frozen=True)
class FieldError:
    """One faulty field: its public name, a stable code, and a sentence."""

    field: str
    code: str
    detail: Text


class Problem(Exception):
    """A refusal with an HTTP status, a stable code and a sentence for the person who gets it."""

    status: ClassVar[int] = 400
    default_code: ClassVar[str] = "problem"

    def __init__(self, detail: Text, code: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or self.default_code

    def __str__(self) -> str:
        return str(self.detail)


class Invalid(Problem):
    """The input is wrong: one sentence per faulty field, all of them at once."""

    default_code = "invalid"

    def __init__(self, errors: Mapping[str, Text] | Iterable[FieldError] | Text, code: str = "") -> None:
        if isinstance(errors, Mapping):
            self.errors = tuple(FieldError(name, code or "invalid", text) for name, text in errors.items())
        elif isinstance(errors, str | Promise):
            self.errors = ()
            super().__init__(errors, code)
            return
        else:
            self.errors = tuple(errors)
        super().__init__(" ".join(str(error.detail) for error in self.errors), code)


class InvalidQuery(Invalid):
    """The question is not well formed; errors point at a query parameter, not into a body."""

    default_code = "invalid_query"


def refused_choice(names: Iterable[str]) -> str:
    """A refusal names what could be chosen."""
    return _("Choose from: %(names)s.") % {"names": ", ".join(names)}


class Unlikely(Invalid):
    """It may be right, but hardly ever is: whoever is sure says so, and it is done."""

    default_code = "unlikely"


class Refused(Problem):
    """Visible to the caller, but not theirs to do."""

    status = 403
    default_code = "refused"


class NotFound(Problem):
    """Absent, or not for the caller to know of: the two must look the same."""

    status = 404
    default_code = "not_found"


class Conflict(Problem):
    """Cannot be done from the state in which the thing is now."""

    status = 409
    default_code = "conflict"


class Gone(Problem):
    """Was here once, and is not any more; the caller may know that."""

    status = 410
    default_code = "gone"


class Stale(Problem):
    """Somebody else changed it in the meantime."""

    status = 412
    default_code = "stale"
    headers: Mapping[str, str] = {}
