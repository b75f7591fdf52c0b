from django.urls import path

from programs.programs.api.views import ProgramItem, Programs

urlpatterns = [
    path("programs", Programs.as_view(), name="api-programs"),
    path("programs/<uuid:id>", ProgramItem.as_view(), name="api-program"),
]
