"""Indicators: a tab of a programme, and the forms of each. Its page shows what came of it: see the dashboards."""

from django.urls import path

from monitoring.indicators import views

urlpatterns = [
    path("programs/<uuid:program_id>/indicators", views.indicator_list, name="program_indicators"),
    path("programs/<uuid:program_id>/indicators/new", views.new_indicator, name="new_indicator"),
    path("programs/<uuid:program_id>/indicators/new-own", views.new_own_indicator, name="new_own_indicator"),
    path("indicators/<uuid:indicator_id>/change", views.change_indicator, name="change_indicator"),
    path("indicators/<uuid:indicator_id>/removal", views.remove_indicator, name="remove_indicator"),
    path("indicators/<uuid:indicator_id>/baseline", views.baseline, name="set_baseline"),
    path("indicators/<uuid:indicator_id>/targets", views.target, name="set_target"),
    path("indicators/<uuid:indicator_id>/targets/<uuid:target_id>/revision", views.revision, name="revise_target"),
    path(
        "indicators/<uuid:indicator_id>/targets/<uuid:target_id>/withdrawal",
        views.target_withdrawal,
        name="withdraw_target",
    ),
    path("indicators/<uuid:indicator_id>/observations", views.observation, name="record_observation"),
    path(
        "indicators/<uuid:indicator_id>/observations/<uuid:observation_id>/correction",
        views.correction,
        name="correct_observation",
    ),
    path(
        "indicators/<uuid:indicator_id>/observations/<uuid:observation_id>/withdrawal",
        views.observation_withdrawal,
        name="withdraw_observation",
    ),
]
