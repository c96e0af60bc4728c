"""Workflow code: runs in Temporal's sandbox, so nothing here touches the world."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from temporalio import workflow

from action_worker.workflow import current_initiator, current_target

with workflow.unsafe.imports_passed_through():
    from .activities import RunbookActivities

_TIMEOUT = timedelta(seconds=30)


@workflow.defn(name="writeRunbook")
class WriteRunbook:
    """Composes the runbook of a component, then publishes it."""

    @workflow.run
    async def run(self, input: dict[str, Any]) -> dict[str, Any]:
        page = await workflow.execute_activity_method(
            RunbookActivities.compose_runbook,
            input.get("note", ""),
            start_to_close_timeout=_TIMEOUT,
        )
        file = await workflow.execute_activity_method(
            RunbookActivities.publish_runbook,
            page,
            start_to_close_timeout=_TIMEOUT,
        )
        return {
            "file": file,
            "page": page,
            "initiator": current_initiator().ref,
            "target": current_target().entity_ref,
        }
