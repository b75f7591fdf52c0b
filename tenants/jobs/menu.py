from django.utils.translation import gettext_lazy as _

from tenants.kit.navigation import Destination, Menu, for_whoever_signed_in

JOBS = Destination(30, _("Jobs"), "/jobs", (Menu.OPERATOR,), for_whoever_signed_in)
