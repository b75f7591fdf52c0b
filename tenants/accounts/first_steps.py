from django.utils.translation import gettext_lazy as _

from tenants.accounts.models import Invitation, User
from tenants.accounts.standing import administers
from tenants.kit.first_steps import FirstStep

COLLEAGUES = FirstStep(
    20,
    _("Invite your colleagues"),
    _("An area manager for each area, a council clerk, and a second administrator."),
    "/users/invite",
    lambda caller, on: administers(caller),
    lambda: User.objects.count() + Invitation.objects.unanswered().count() > 1,
)
