from django.utils.translation import gettext_lazy as _

from participation.partners.policies import can_see_partners
from tenants.kit.navigation import Destination

PARTNERS = Destination(60, _("Partners"), "/partners", is_for=can_see_partners)
