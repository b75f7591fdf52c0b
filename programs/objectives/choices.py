"""How far an objective reaches."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Horizon(models.TextChoices):
    SHORT = "short", _("short term (up to two years)")
    MEDIUM = "medium", _("medium term (two to ten years)")
    LONG = "long", _("long term (ten years or more)")
