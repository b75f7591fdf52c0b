"""Pages of the operator's host."""

from django.urls import path

from tenants.public.municipalities import views

urlpatterns = [
    path("", views.municipalities, name="front_page"),
    path("municipalities/create", views.create, name="create_municipality"),
    path("municipalities/<str:code>", views.municipality, name="municipality"),
    path("municipalities/<str:code>/suspend", views.suspend, name="suspend_municipality"),
    path("municipalities/<str:code>/resume", views.resume, name="resume_municipality"),
    path("municipalities/<str:code>/administrator", views.invite_administrator, name="invite_administrator"),
    path("health", views.health_page, name="health"),
]
