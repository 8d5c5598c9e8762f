"""Addresses of the desk."""

from django.urls import path

from milestones.desk import evidence_views, statement_views, views

urlpatterns = [
    path("desk/", views.desk_show, name="desk-show"),
    path("desk/milestones/<str:public_id>/record/", views.status_record, name="status-record"),
    path("desk/milestones/<str:public_id>/unchanged/", views.status_unchanged, name="status-unchanged"),
    path(
        "desk/milestones/<str:public_id>/evidence/",
        evidence_views.milestone_evidence_add,
        name="milestone-evidence-add",
    ),
    path("desk/entries/<int:number>/correct/", views.status_correct, name="status-correct"),
    path("desk/entries/<int:number>/retract/", views.status_retract, name="status-retract"),
    path(
        "desk/commitments/<str:public_id>/state/", statement_views.statement_record, name="statement-record"
    ),
    path(
        "desk/commitments/<str:public_id>/evidence/",
        evidence_views.commitment_evidence_add,
        name="commitment-evidence-add",
    ),
    path(
        "desk/statements/<int:number>/correct/", statement_views.statement_correct, name="statement-correct"
    ),
    path(
        "desk/statements/<int:number>/retract/", statement_views.statement_retract, name="statement-retract"
    ),
    path("desk/evidence/<int:number>/withdraw/", evidence_views.evidence_withdraw, name="evidence-withdraw"),
]
