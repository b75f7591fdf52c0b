from typing import Any

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The roof: settings, URLs and the commands that know all houses."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        from django.core.management.commands import makemigrations

        # django-tenants' command misses pgtrigger's detector of changed triggers, and Django then refuses to run.
        from django_tenants.management.commands.migrate_schemas import MigrateSchemasCommand

        import config.celery  # (makes it the app that tasks are sent with)
        import config.checks
        from tenants.kit.schedule import beat_schedule

        config.celery.app.conf.beat_schedule = beat_schedule()

        command: Any = MigrateSchemasCommand
        command.autodetector = makemigrations.Command.autodetector
