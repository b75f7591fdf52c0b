from django.utils.translation import gettext_lazy as _

from programs.mandates.policies import can_see_escalations, can_see_mandates
from tenants.kit.navigation import Destination

MANDATES = Destination(40, _("Mandates"), "/mandates", is_for=can_see_mandates)
ESCALATIONS = Destination(45, _("Escalations"), "/escalations", is_for=can_see_escalations)
