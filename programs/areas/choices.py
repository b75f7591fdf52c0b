"""The scales on which residents live and problems have their causes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scale(models.TextChoices):
    """From the smallest to the largest. Not the same as the official levels of `geography`: an area may be a street."""

    COMPLEX = "complex", _("housing complex")
    STREET = "street", _("street")
    NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")
    VILLAGE = "village", _("village")
    DISTRICT = "district", _("district")
    CITY = "city", _("city")
    REGION = "region", _("region")
