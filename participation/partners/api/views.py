"""Who am I, and who takes part."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from participation.partners.api.serializers import MeSerializer, PartnerSerializer
from participation.partners.filters import PartnerFilters
from participation.partners.models import Partner
from participation.partners.policies import can_see_partners
from tenants.kit.api.views import ApiView, ListView
from tenants.kit.scopes import Scope
from tenants.public.municipalities.current import current_municipality


class Me(ApiView):
    """Who you are to the API: the kind of credential, the organisation it acts for, and its scopes."""

    scope = None
    serializer_class = MeSerializer
    queryset = Partner.objects.all()

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        caller, municipality = self.caller, current_municipality()
        mine = Partner.objects.filter(pk=caller.organisation_id).first() if caller.organisation_id else None
        me = {
            "kind": caller.kind,
            "organisation": mine,
            "municipality": municipality,
            "scopes": sorted(caller.scopes),
        }
        return self.answer(self.get_serializer(me).data)


class Partners(ListView):
    """The organisations that take part, for the municipality itself."""

    scope = Scope.COMMITMENTS_READ
    queryset = Partner.objects.all()
    serializer_class = PartnerSerializer
    can = {"GET": can_see_partners}
    filters = PartnerFilters
