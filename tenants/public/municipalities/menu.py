from django.utils.translation import gettext_lazy as _

from tenants.kit.navigation import Destination, Menu, for_whoever_signed_in

MUNICIPALITIES = Destination(10, _("Municipalities"), "/", (Menu.OPERATOR,), for_whoever_signed_in)
