"""The settings of a municipality."""

from django.urls import path

from tenants.policy import views

urlpatterns = [path("settings", views.settings_page, name="settings")]
