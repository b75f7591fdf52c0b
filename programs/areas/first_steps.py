from django.utils.translation import gettext_lazy as _

from programs.areas.models import Area
from tenants.accounts.standing import administers
from tenants.kit.first_steps import FirstStep

AREA = FirstStep(
    30,
    _("Make the first area"),
    _("Of districts and neighbourhoods that people live in together."),
    "/areas/new",
    lambda caller, on: administers(caller),
    Area.objects.exists,
)
