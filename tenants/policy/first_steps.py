from django.utils.translation import gettext_lazy as _

from tenants.kit.first_steps import FirstStep
from tenants.policy.models import Policy
from tenants.policy.policies import can_change_policy

CONTACT = FirstStep(
    10,
    _("Say how residents reach you"),
    _("On the page of settings: a name, an e-mail address or a telephone number."),
    "/settings",
    can_change_policy,
    lambda: not Policy.objects.filter(contact_email="", contact_phone="").exists(),
)
