from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "tenants.kit"
    label = "kit"

    def ready(self) -> None:
        from tenants.kit.triggers import install_in_one_statement

        install_in_one_statement()
