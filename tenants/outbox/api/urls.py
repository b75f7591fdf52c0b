from django.urls import path

from tenants.outbox.api.views import Events

urlpatterns = [path("events", Events.as_view(), name="api-events")]
