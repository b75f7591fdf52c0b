from django.apps import AppConfig


class MunicipalitiesConfig(AppConfig):
    name = "tenants.public.municipalities"
    label = "municipalities"
    default_auto_field = "django.db.models.BigAutoField"
