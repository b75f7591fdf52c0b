"""The tenants: municipalities, the host names they answer on, and the script that makes a new one's schema."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin
from django_tenants.utils import schema_context

from tenants.kit.database import connection
from tenants.kit.models import Row, Tracked
from tenants.policy.current import current_policy
from tenants.policy.models import Policy
from tenants.public.municipalities.choices import EXPLANATIONS, Explanation, Missing
from tenants.public.municipalities.querysets import MunicipalityQuerySet


def _both_languages() -> list[str]:
    return ["nl", "en"]


class Municipality(TenantMixin, Tracked):  # type: ignore[misc, django-manager-missing]
    """A municipality with a schema of its own, named after its CBS code and nothing else."""

    code = models.CharField(
        _("CBS code"),
        max_length=6,
        unique=True,
        validators=[
            RegexValidator(r"^GM[0-9]{4}\Z", _("A municipality's code is GM and four digits, such as GM0505."))
        ],
    )
    name = models.CharField(_("name"), max_length=80)
    languages: ArrayField[list[str], list[str]] = ArrayField(models.CharField(max_length=2), default=_both_languages)
    is_suspended = models.BooleanField(default=False)

    objects = MunicipalityQuerySet.as_manager()

    # The schema is made by the action, from the prepared script.
    auto_create_schema = False

    class Meta(Tracked.Meta):
        verbose_name_plural = "municipalities"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def primary_host(self) -> str:
        domain: Any = self.domains.filter(is_primary=True).first()
        return domain.domain if domain else ""

    @property
    def policy(self) -> Policy:
        """What it has decided for itself, its contact among it. One query, in its own schema."""
        if connection.schema_name == self.schema_name:
            return current_policy()
        with schema_context(self.schema_name):
            return current_policy()


class Domain(DomainMixin):  # type: ignore[misc]
    """A host name on which a municipality answers."""


class Condition(Row):
    """How a municipality stood when the clock last looked inside: for the operator, who may not look there himself."""

    municipality = models.OneToOneField(Municipality, on_delete=models.CASCADE, related_name="condition")
    missing: ArrayField[list[str], list[str]] = ArrayField(
        models.CharField(max_length=20, choices=Missing.choices), default=list
    )
    last_active_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(null=True)
    failed_jobs = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.municipality_id}: {', '.join(self.missing) or 'ready'}"

    def explanations(self) -> list[Explanation]:
        """What is missing, each with what to do."""
        return [EXPLANATIONS[Missing(code)] for code in self.missing if code in Missing.values]


class SchemaScript(Row):
    """SQL that makes the schema of a new municipality as the migrations of this version would.

    Written by `manage.py migrate` from a template schema, so that making a municipality runs no migrations.
    `fingerprint` is of the migration files of the version, `migrations` names those that the script holds.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    migrations: ArrayField[list[str], list[str]] = ArrayField(models.TextField(), default=list)
    script = models.TextField()

    def __str__(self) -> str:
        return self.fingerprint[:12]


class SpareSchema(Row):
    """A schema that nobody uses yet, made by the clock: a new municipality gets it under its own name.

    Good for the migrations of its fingerprint only.
    """

    schema_name = models.CharField(max_length=63, unique=True)
    fingerprint = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.schema_name


class MigrationScript(Row):
    """The statements that one migration sends to the schema of a municipality, kept when the template took it.

    None: it has to be run as Python in each of them, since what it does depends on their rows.
    """

    app = models.CharField(max_length=255)
    name = models.CharField(max_length=255)
    statements: ArrayField[list[str] | None, list[str] | None] = ArrayField(models.TextField(), null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["app", "name"], name="migration_script_once")]

    def __str__(self) -> str:
        return f"{self.app}.{self.name}"
