"""Compares a workflow with the statement that it carries."""

from __future__ import annotations

from dataclasses import dataclass

from .statement import StatementClaims


@dataclass(frozen=True)
class Execution:
    """One execution of a workflow."""

    workflow_id: str
    run_id: str


@dataclass(frozen=True)
class Arrival:
    """A workflow as the admitting worker sees it. `root` is set for a child."""

    namespace: str
    execution: Execution
    workflow_type: str
    first_execution_run_id: str
    input_digest: str
    argument_count: int
    root: Execution | None
    approvals: list[str] | None = None


def mismatch(claims: StatementClaims, arrival: Arrival) -> str | None:
    """In what they differ, as the end of a sentence.

    Cheaper than asking the backend, and true even of a backend that is too
    trusting.
    """
    if claims.namespace != arrival.namespace:
        return (
            f"it was signed for namespace {claims.namespace}, "
            f"and this is {arrival.namespace}"
        )
    if arrival.root is None:
        return _run_mismatch(claims, arrival)
    if arrival.root.workflow_id != claims.run_id:
        return (
            f"it belongs to run {claims.run_id}, "
            f"and this is a child of {arrival.root.workflow_id}"
        )
    return None


def _run_mismatch(claims: StatementClaims, arrival: Arrival) -> str | None:
    workflow_id = arrival.execution.workflow_id
    if claims.run_id != workflow_id:
        return f"it belongs to run {claims.run_id}, and this is {workflow_id}"
    if claims.workflow_type != arrival.workflow_type:
        return (
            f"it was signed for workflow {claims.workflow_type}, "
            f"and this is {arrival.workflow_type}"
        )
    # Later executions of the chain get their arguments from the workflow itself.
    if arrival.first_execution_run_id != arrival.execution.run_id:
        return None
    if claims.approval_required:
        return "it needs an approval, so it must begin in its gate"
    if arrival.argument_count > 1:
        return f"it was signed for one argument, and there are {arrival.argument_count}"
    if claims.input_digest != arrival.input_digest:
        return "it was signed for another input"
    return None
