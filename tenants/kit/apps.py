from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "tenants.kit"
    label = "kit"
