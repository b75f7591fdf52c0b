"""Pages about programmes."""

from django.urls import path

from programs.programs import views

urlpatterns = [
    path("programs", views.program_list, name="programs"),
    path("programs/new", views.new_program, name="new_program"),
    path("programs/<uuid:program_id>", views.program, name="program"),
    path("programs/<uuid:program_id>/change", views.change_program, name="change_program"),
    path("programs/<uuid:program_id>/versions/<int:version>", views.program, name="vision_version"),
    path("programs/<uuid:program_id>/vision", views.write_vision, name="write_vision"),
    path("programs/<uuid:program_id>/sources", views.add_source, name="add_source"),
    path("programs/<uuid:program_id>/sources/<uuid:source_id>/removal", views.remove_source, name="remove_source"),
    path("programs/<uuid:program_id>/phases", views.add_phase, name="add_phase"),
    path("programs/<uuid:program_id>/phases/<uuid:phase_id>/removal", views.remove_phase, name="remove_phase"),
    path("programs/<uuid:program_id>/proposal", views.propose_vision, name="propose_vision"),
    path(
        "programs/<uuid:program_id>/versions/<int:version>/correction", views.correct_adoption, name="correct_adoption"
    ),
    path("programs/<uuid:program_id>/adoption", views.adopt_vision, name="adopt_vision"),
    path("programs/<uuid:program_id>/status", views.move_program, name="move_program"),
]
