from django.utils.translation import gettext_lazy as _

from tenants.kit.navigation import Destination

COMMITMENTS = Destination(50, _("Commitments"), "/commitments")
