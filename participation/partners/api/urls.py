from django.urls import path

from participation.partners.api.views import Me, Partners

urlpatterns = [
    path("me", Me.as_view(), name="api-me"),
    path("partners", Partners.as_view(), name="api-partners"),
]
