from django.urls import path

from programs.areas.api.views import AreaItem, Areas

urlpatterns = [
    path("areas", Areas.as_view(), name="api-areas"),
    path("areas/<uuid:id>", AreaItem.as_view(), name="api-area"),
]
