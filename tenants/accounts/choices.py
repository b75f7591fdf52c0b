"""The roles a person can have, and what can become of an invitation."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody does for the municipality; one person may have several. `OPERATOR` exists on the operator's host only."""

    ADMINISTRATOR = "administrator", _("administrator")
    AREA_MANAGER = "area_manager", _("area manager")
    PROGRAM_EDITOR = "program_editor", _("programme editor")
    DATA_STEWARD = "data_steward", _("data steward")
    COUNCIL_CLERK = "council_clerk", _("council clerk")
    COUNCIL_MEMBER = "council_member", _("council member")
    READER = "reader", _("reader")
    OPERATOR = "operator", _("operator")


MUNICIPAL_ROLES = [role for role in Role if role is not Role.OPERATOR]
# They manage the people of their host.
MANAGERS = frozenset({Role.ADMINISTRATOR, Role.OPERATOR})


class InvitationState(StrEnum):
    """What became of an invitation; told by its moments and the day, not stored."""

    OPEN = "open"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
