"""The ground floor's own places."""

from django.utils.translation import gettext_lazy as _

from tenants.kit.navigation import Destination, Menu, for_whoever_signed_in

_BOTH_FEET = (Menu.FOOT_OF_MUNICIPALITY, Menu.FOOT_OF_OPERATOR)

MY_WORK = Destination(10, _("My work"), "/", is_for=for_whoever_signed_in)
HEALTH = Destination(80, _("Health"), "/health", (Menu.OPERATOR,), for_whoever_signed_in)
HELP = Destination(10, _("Help"), "/help", _BOTH_FEET)
ACCESSIBILITY = Destination(20, _("Accessibility"), "/accessibility", _BOTH_FEET)
API = Destination(40, _("API"), "/api/v1/docs", (Menu.FOOT_OF_MUNICIPALITY,))
