from django.utils.translation import gettext_lazy as _

from tenants.kit.navigation import Destination, Menu

PROGRESS = Destination(70, _("Progress"), "/dashboard")
OPEN_DATA = Destination(30, _("Open data"), "/open-data", (Menu.FOOT_OF_MUNICIPALITY,))
