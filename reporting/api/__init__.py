"""What does the API tell of the IRM's judgement?"""

from reporting.api.assessments import AssessmentView, IrmReportView

__all__ = ["AssessmentView", "IrmReportView"]
