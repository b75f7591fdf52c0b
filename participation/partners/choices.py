"""The kinds of organisation that take part."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartnerKind(models.TextChoices):
    """What sort of organisation it is. The municipality's own departments promise like everybody else."""

    HOUSING_ASSOCIATION = "housing_association", _("housing association")
    POLICE = "police", _("police")
    WELFARE = "welfare", _("welfare organisation")
    SCHOOL = "school", _("school")
    HEALTH_CARE = "health_care", _("health and care")
    LIBRARY = "library", _("library")
    BUSINESS = "business", _("business")
    RESIDENTS_GROUP = "residents_group", _("residents' group")
    KNOWLEDGE_INSTITUTE = "knowledge_institute", _("knowledge institute")
    MUNICIPAL_DEPARTMENT = "municipal_department", _("department of the municipality")
