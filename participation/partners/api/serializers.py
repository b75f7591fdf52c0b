"""The form of partners and of the caller in JSON."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from participation.partners.choices import PartnerKind
from participation.partners.models import Partner
from tenants.kit.api.serializers import ApiModelSerializer, ApiSerializer
from tenants.kit.scopes import Scope


class OrganisationSerializer(ApiSerializer):
    """The organisation that a key acts for."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=PartnerKind.choices)


class MunicipalitySerializer(ApiSerializer):
    """Whose installation answers."""

    code = serializers.CharField(help_text="Code of Statistics Netherlands, for example GM0505.")
    name = serializers.CharField()


class MeSerializer(ApiSerializer):
    """Who calls, for whom, where, and what the credential may be used for."""

    kind = serializers.ChoiceField(choices=[("api_key", _("API key")), ("user", _("somebody who signed in"))])
    organisation = OrganisationSerializer(allow_null=True)
    municipality = MunicipalitySerializer()
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=Scope.choices))


class PartnerSerializer(ApiModelSerializer):
    """An organisation that takes part."""

    class Meta:
        model = Partner
        fields = ("id", "name", "kind", "is_active")
        read_only_fields = fields
