from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """What a programme measures: indicators with their baseline, targets, values and judgement."""

    name = "monitoring.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"
