"""The kinds of organisation that take part, and what a key may be used for."""

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


class Scope(models.TextChoices):
    """What a key may be used for; a key without a scope can only ask who it is."""

    PROGRAMS_READ = "programs:read", _("read programmes")
    COMMITMENTS_READ = "commitments:read", _("read commitments")
    COMMITMENTS_WRITE = "commitments:write", _("offer commitments and report on them")
