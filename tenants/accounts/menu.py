from django.utils.translation import gettext_lazy as _

from tenants.accounts.policies import can_manage_users
from tenants.kit.navigation import Destination, Menu

PEOPLE = Destination(90, _("People"), "/users", (Menu.MUNICIPALITY, Menu.OPERATOR), can_manage_users)
