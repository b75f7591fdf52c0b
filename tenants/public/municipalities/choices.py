"""What a municipality may still lack, and what an operator does about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Missing(models.TextChoices):
    ADMINISTRATOR = "administrator", _("an administrator")
    DISTRICTS = "districts", _("districts and neighbourhoods")
    OUTLINES = "outlines", _("outlines on the map")
    SCHEMA = "schema", _("its data")


@dataclass(frozen=True)
class Explanation:
    """One thing that is missing, what that means, and what to do."""

    word: Promise
    what_to_do: Promise


EXPLANATIONS = {
    Missing.ADMINISTRATOR: Explanation(
        _("Nobody manages it yet"), _("Invite the administrator, or wait until the invitation is accepted.")
    ),
    Missing.DISTRICTS: Explanation(
        _("Its districts and neighbourhoods are not here"),
        _("Areas cannot be made without them. Import them: manage.py import_geography FILE."),
    ),
    Missing.OUTLINES: Explanation(
        _("Its districts have no outlines"),
        _("Lists and figures work; maps stay empty. Import them: manage.py import_geography FILE --outlines FILE."),
    ),
    Missing.SCHEMA: Explanation(
        _("Its data cannot be read"), _("Run manage.py migrate, which says why; restore the schema from a backup.")
    ),
}
