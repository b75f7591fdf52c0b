"""Pages of the operator's host."""

from django.urls import path

from monitoring.public.statistics import views

urlpatterns = [path("statistics", views.statistics, name="statistics")]
