"""How does a plan file become part of the record, once, whole, and as what it is?"""

from milestones.loading.action import Loaded, NotSaidAsWhat, load_plan
from milestones.loading.changes import RowChange, Treatment
from milestones.loading.setting import Intent

__all__ = ["Intent", "Loaded", "NotSaidAsWhat", "RowChange", "Treatment", "load_plan"]
