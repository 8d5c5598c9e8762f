"""The verbs that change what is known about milestones: each locks the record, asks its rule, writes, rings."""

from milestones.actions.evidence import NewEvidence, add_evidence, record_link_check, withdraw_evidence
from milestones.actions.statement import NewStatement, latest_statement_number, record_statement
from milestones.actions.status import (
    NewStatus,
    judge,
    latest_number,
    record_status,
    record_statuses,
    repeats_of,
)

__all__ = [
    "NewEvidence",
    "NewStatement",
    "NewStatus",
    "add_evidence",
    "judge",
    "latest_number",
    "latest_statement_number",
    "record_link_check",
    "record_statement",
    "record_status",
    "record_statuses",
    "repeats_of",
    "withdraw_evidence",
]
