from django.utils.translation import gettext_lazy as _

from tenants.kit.navigation import Destination

AREAS = Destination(30, _("Areas"), "/areas")
