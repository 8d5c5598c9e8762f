"""What does a plan file say, and is it right? Pure: bytes in, a plan or every error out; no database.

The format is described in ``docs/plan-file.md`` and, for programs, in ``milestones/plans/plan-file.schema.json``.
"""

from milestones.plan_file.parts import PlanFile
from milestones.plan_file.places import Problem
from milestones.plan_file.reading import PlanFileError, parse_plan_file, read_plan_file

__all__ = ["PlanFile", "PlanFileError", "Problem", "parse_plan_file", "read_plan_file"]
