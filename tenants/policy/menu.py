from django.utils.translation import gettext_lazy as _

from tenants.kit.navigation import Destination
from tenants.policy.policies import can_change_policy

SETTINGS = Destination(95, _("Settings"), "/settings", is_for=can_change_policy)
