"""What a runbook says."""

from __future__ import annotations

from action_worker.statement import StatementClaims


def runbook_of(run: StatementClaims, note: str) -> str:
    """A page about the run's target, in Markdown, and for whom it was written."""
    target = run.target
    lines = [
        f"# {target.entity_ref}",
        "",
        f"- Environment: {target.environment or 'not stated'}",
        f"- Owners, whom to wake: {', '.join(run.owners)}",
        f"- Written for {run.initiator.ref} by run {run.run_id}",
    ]
    return "\n".join([*lines, *(["", note] if note else []), ""])
