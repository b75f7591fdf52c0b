"""Pages of the operator's host that belong to no house."""

from django.urls import path

from tenants.kit import views

urlpatterns = [
    path("language/switch", views.switch_language, name="switch_language"),
    path("help", views.help_page, name="help"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("_health/live", views.live, name="live"),
    path("_health/ready", views.ready, name="ready"),
]
