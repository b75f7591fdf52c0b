"""Pages about mandates, decisions and escalations."""

from django.urls import path

from programs.mandates import views

urlpatterns = [
    path("mandates", views.mandate_list, name="mandates"),
    path("mandates/new", views.new_mandate, name="new_mandate"),
    path("mandates/<uuid:mandate_id>", views.mandate_page, name="mandate"),
    path("mandates/<uuid:mandate_id>/decisions/new", views.decide, name="decide"),
    path("mandates/<uuid:mandate_id>/withdrawal", views.withdraw, name="withdraw_mandate"),
    path("mandates/<uuid:mandate_id>/agreement", views.agree, name="agree_to_mandate"),
    path("decisions/<uuid:decision_id>/reversal", views.reverse_a_decision, name="reverse_decision"),
    path("escalations", views.escalation_list, name="escalations"),
    path("escalations/<uuid:escalation_id>", views.escalation_page, name="escalation"),
    path("escalations/<uuid:escalation_id>/withdrawal", views.withdraw_question, name="withdraw_escalation"),
    path("programs/<uuid:program_id>/decisions", views.program_decisions, name="program_decisions"),
]
