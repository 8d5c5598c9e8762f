"""What does the API tell about plans, their commitments and their amendments?"""

from commitments.api.amendments import AmendmentView
from commitments.api.commitments import CommitmentView
from commitments.api.plans import PlanView

__all__ = ["AmendmentView", "CommitmentView", "PlanView"]
