"""What does the API tell of the IRM's judgement, and of what can be shown to it?"""

from reporting.api.assessments import AssessmentView, IrmReportView
from reporting.api.evidence_matrix import EvidenceMatrixView

__all__ = ["AssessmentView", "EvidenceMatrixView", "IrmReportView"]
