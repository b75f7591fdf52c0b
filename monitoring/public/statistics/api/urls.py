from django.urls import path

from monitoring.public.statistics.api.views import Figures, TopicItem, Topics

urlpatterns = [
    path("topics", Topics.as_view(), name="api-topics"),
    path("topics/<slug:code>", TopicItem.as_view(), name="api-topic"),
    path("figures", Figures.as_view(), name="api-figures"),
]
