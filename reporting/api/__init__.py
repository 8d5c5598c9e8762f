"""What does the API tell of the IRM's judgement, of what can be shown to it, and of self-assessments?"""

from reporting.api.assessments import AssessmentView, IrmReportView
from reporting.api.evidence_matrix import EvidenceMatrixView
from reporting.api.reports import ReportView

__all__ = ["AssessmentView", "EvidenceMatrixView", "IrmReportView", "ReportView"]
