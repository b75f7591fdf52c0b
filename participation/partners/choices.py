"""The kinds of organisation that take part, and what a key of each may be issued for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.kit.scopes import Scope


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


# A key of the municipality's own reads for everybody at city hall. Who promises something is a party: a department that
# does so from its own system gets a key of its own. Answering, confirming and breaking take a person with a mandate.
OF_MUNICIPALITY = (Scope.PROGRAMS_READ, Scope.COMMITMENTS_READ)


def scopes_of(owner: object | None) -> list[Scope]:
    """What a key of this partner, or with None of the municipality, may be issued for: all of it can be used."""
    return list(Scope) if owner is not None else list(OF_MUNICIPALITY)
