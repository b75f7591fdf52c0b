"""Pages about long work, on both kinds of host."""

from django.urls import path

from tenants.jobs import views

urlpatterns = [
    path("jobs", views.jobs, name="jobs"),
    path("jobs/<uuid:job_id>", views.job, name="job"),
    path("jobs/<uuid:job_id>/cancel", views.cancel, name="cancel_job"),
    path("jobs/<uuid:job_id>/again", views.start_again, name="start_job_again"),
]
