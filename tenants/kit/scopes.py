"""What a key may be used for: the words that every address of the API and every kind of event use."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """A key without any can read what is open to everybody everywhere, and ask who it is."""

    PROGRAMS_READ = "programs:read", _("read programmes")
    COMMITMENTS_READ = "commitments:read", _("read commitments")
    COMMITMENTS_WRITE = "commitments:write", _("offer commitments and report on them")
