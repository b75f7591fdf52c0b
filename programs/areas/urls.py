"""Pages about working areas."""

from django.urls import path

from programs.areas import views

urlpatterns = [
    path("areas", views.area_list, name="areas"),
    path("areas/new", views.new_area, name="new_area"),
    path("areas/<uuid:area_id>", views.area_page, name="area"),
    path("areas/<uuid:area_id>/change", views.change_area, name="change_area"),
    path("areas/<uuid:area_id>/retirement", views.retire_area, name="retire_area"),
]
