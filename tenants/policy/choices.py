"""What a municipality can choose for itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MustUseMfa(models.TextChoices):
    """For whom signing in takes a second step."""

    NOBODY = "nobody", _("whoever wants to")
    ADMINISTRATORS = "administrators", _("administrators must")
    EVERYBODY = "everybody", _("everybody must")


class AdoptionRecordedBy(models.TextChoices):
    """Who writes down that the council adopted a vision."""

    CLERK = "clerk", _("the council clerk only")
    CLERK_OR_ADMINISTRATOR = "clerk_or_administrator", _("the council clerk or an administrator")
    EDITORS_TOO = "editors_too", _("whoever may edit the programme, too")
