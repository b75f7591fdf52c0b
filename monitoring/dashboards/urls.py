from django.urls import path

from monitoring.dashboards import views

urlpatterns = [
    path("dashboard", views.dashboard, name="dashboard"),
    path("dashboard/programs/<uuid:program_id>", views.program_dashboard, name="program_dashboard"),
    path("dashboard/programs/<uuid:program_id>.csv", views.program_csv, name="program_csv"),
    path("open-data", views.open_data, name="open_data"),
    path("open-data/indicators.csv", views.indicators_csv, name="indicators_csv"),
]
