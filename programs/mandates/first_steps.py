from django.utils.translation import gettext_lazy as _

from programs.mandates.models import Mandate
from tenants.accounts.standing import administers
from tenants.kit.first_steps import FirstStep

MANDATE = FirstStep(
    50,
    _("Give an area manager a mandate"),
    _("What they may decide in which area, up to which amount, and who decides above that."),
    "/mandates",
    lambda caller, on: administers(caller),
    Mandate.objects.exists,
)
