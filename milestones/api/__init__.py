"""What does the API tell about milestones, their logs and what proves them; and how is progress recorded by it?"""

from milestones.api.entries import StatementView, StatusUpdateView
from milestones.api.evidence import EvidenceView
from milestones.api.files import FileView
from milestones.api.milestones import MilestoneView

__all__ = ["EvidenceView", "FileView", "MilestoneView", "StatementView", "StatusUpdateView"]
