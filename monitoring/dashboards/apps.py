from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """What came of it, for the council and residents: figures, charts, tables and sentences. No tables of its own."""

    name = "monitoring.dashboards"
    label = "dashboards"
    default_auto_field = "django.db.models.BigAutoField"
