from django.urls import path

from tenants.public.geography.api.views import RegionItem, Regions

urlpatterns = [
    path("regions", Regions.as_view(), name="api-regions"),
    path("regions/<str:code>", RegionItem.as_view(), name="api-region"),
]
