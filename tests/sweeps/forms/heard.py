"""The forms that were filled in during a request, with all that they said, shown or not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm


@dataclass
class Heard:
    forms: list[BaseForm] = field(default_factory=list)
    told: list[tuple[BaseForm, str | None, list[str]]] = field(default_factory=list)

    def sentences(self) -> list[str]:
        return [sentence for _form, _name, told in self.told for sentence in told]

    def at(self, form: BaseForm, name: str) -> list[str]:
        return [one for source, place, told in self.told if source is form and place == name for one in told]


@contextmanager
def heard() -> Iterator[Heard]:
    found = Heard()
    clean, add = BaseForm.full_clean, BaseForm.add_error

    def full_clean(form: BaseForm) -> None:
        if form.is_bound and form not in found.forms:
            found.forms.append(form)
        clean(form)

    def add_error(form: Any, name: str | None, error: Any) -> None:
        before = {key: len(errors) for key, errors in (form._errors or {}).items()}
        add(form, name, error)
        for key, errors in (form._errors or {}).items():
            new = list(errors)[before.get(key, 0) :]
            if new:
                found.told.append((form, None if key == NON_FIELD_ERRORS else key, [str(one) for one in new]))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseForm, "full_clean", full_clean)
        patch.setattr(BaseForm, "add_error", add_error)
        yield found
