"""What came of it: pages for everybody, and the same figures as files."""

from django.urls import path

from monitoring.dashboards import exports, views

urlpatterns = [
    path("dashboard", views.dashboard, name="dashboard"),
    path("dashboard/programs/<uuid:program_id>", views.program_dashboard, name="program_dashboard"),
    path("dashboard/programs/<uuid:program_id>.csv", exports.program_csv, name="program_csv"),
    path("dashboard/programs/<uuid:program_id>.xlsx", exports.program_xlsx, name="program_xlsx"),
    path("indicators", views.indicators, name="indicators"),
    path("indicators/<uuid:indicator_id>", views.indicator_page, name="indicator"),
    path("indicators/<uuid:indicator_id>/chart", views.chart, name="indicator_chart"),
    path("open-data", views.open_data, name="open_data"),
    path("open-data/indicators.csv", exports.indicators_csv, name="indicators_csv"),
    path("open-data/indicators.xlsx", exports.indicators_xlsx, name="indicators_xlsx"),
]
