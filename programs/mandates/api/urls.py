from django.urls import path

from programs.mandates.api.views import MandateItem, Mandates

urlpatterns = [
    path("mandates", Mandates.as_view(), name="api-mandates"),
    path("mandates/<uuid:id>", MandateItem.as_view(), name="api-mandate"),
]
