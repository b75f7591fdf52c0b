"""Objectives of a programme."""

from django.urls import path

from programs.objectives import views

urlpatterns = [
    path("programs/<uuid:program_id>/objectives", views.objective_list, name="program_objectives"),
    path("programs/<uuid:program_id>/objectives/new", views.new_objective, name="new_objective"),
    path("objectives/<uuid:objective_id>/change", views.change_objective, name="change_objective"),
    path("objectives/<uuid:objective_id>/removal", views.remove_objective, name="remove_objective"),
]
