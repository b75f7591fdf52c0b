from django.urls import path

from programs.objectives.api.views import ObjectiveItem, ProgramObjectives

urlpatterns = [
    path("programs/<uuid:program_id>/objectives", ProgramObjectives.as_view(), name="api-program-objectives"),
    path("objectives/<uuid:id>", ObjectiveItem.as_view(), name="api-objective"),
]
