from django.utils.translation import gettext_lazy as _

from programs.programs.models import Program
from tenants.accounts.standing import administers
from tenants.kit.first_steps import FirstStep

PROGRAM = FirstStep(
    40,
    _("Start the first programme"),
    _("It begins as a draft that only your colleagues see."),
    "/programs/new",
    lambda caller, on: administers(caller),
    Program.objects.exists,
)
