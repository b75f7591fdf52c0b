"""Kinds of decision, the rules a decision can break, and the states of an escalation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionKind(models.TextChoices):
    SPEND = "spend", _("spend money")
    COMMISSION = "commission", _("commission work")
    DIRECT_SECTOR = "direct_sector", _("direct a sector")
    ADOPT_AGENDA = "adopt_agenda", _("adopt an agenda")
    WAIVE_RULE = "waive_rule", _("waive a rule")
    ACCEPT_COMMITMENT = "accept_commitment", _("accept a commitment")


class Rule(models.TextChoices):
    """What a mandate can say no by, in the order in which it is checked."""

    AGREEMENT = "agreement", _("agreement of a second person")
    TERM = "term", _("term of the mandate")
    DEPUTY = "deputy", _("term of the deputy")
    SCOPE = "scope", _("area")
    KIND = "kind", _("kind of decision")
    CEILING = "ceiling", _("ceiling per decision")
    YEAR_SUM = "year_sum", _("ceiling per year")


class EscalationStatus(models.TextChoices):
    OPEN = "open", _("waits for an answer")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    ANSWERED = "answered", _("answered")
    WITHDRAWN = "withdrawn", _("withdrawn")
