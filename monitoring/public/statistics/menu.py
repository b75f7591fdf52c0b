from django.utils.translation import gettext_lazy as _

from tenants.kit.navigation import Destination, Menu, for_whoever_signed_in

STATISTICS = Destination(20, _("Statistics"), "/statistics", (Menu.OPERATOR,), for_whoever_signed_in)
