"""Workflows of the proofs: children, later executions, waiting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from temporalio import workflow

from action_worker.workflow import current_run

with workflow.unsafe.imports_passed_through():
    from .activities import drop_everything, told, who_asked, who_asked_in_a_thread

_TIMEOUT = timedelta(seconds=20)


@workflow.defn(name="proveWho")
class ProveWho:
    """Tells who asked, from everywhere a run reaches, and gives its input back."""

    @workflow.run
    async def run(self, input: dict[str, Any]) -> dict[str, Any]:
        return {
            "workflow": told(current_run()),
            "activity": await workflow.execute_activity(
                who_asked, start_to_close_timeout=_TIMEOUT
            ),
            "thread": await workflow.execute_activity(
                who_asked_in_a_thread, start_to_close_timeout=_TIMEOUT
            ),
            "localActivity": await workflow.execute_local_activity(
                who_asked, start_to_close_timeout=_TIMEOUT
            ),
            "child": await workflow.execute_child_workflow(ProveChild.run, 2),
            "input": input,
        }


@workflow.defn(name="proveChild")
class ProveChild:
    """A child that may have a child itself."""

    @workflow.run
    async def run(self, generations: int) -> dict[str, Any]:
        if generations > 1:
            return await workflow.execute_child_workflow(
                ProveChild.run, generations - 1
            )
        return await workflow.execute_activity(
            who_asked, start_to_close_timeout=_TIMEOUT
        )


@workflow.defn(name="proveAgain")
class ProveAgain:
    """Continues as new until it has done so `times` times."""

    @workflow.run
    async def run(self, input: dict[str, Any]) -> dict[str, Any]:
        times = input["times"]
        if times > 0:
            workflow.continue_as_new({"times": times - 1})
        return {
            "isFirst": workflow.info().run_id == workflow.info().first_execution_run_id,
            "runId": current_run().run_id,
            "activity": await workflow.execute_activity(
                who_asked, start_to_close_timeout=_TIMEOUT
            ),
        }


@workflow.defn(name="provePatience")
class ProvePatience:
    """Waits until it is told to, then does what must be allowed at that moment."""

    def __init__(self) -> None:
        self._told = False

    @workflow.signal
    def go(self) -> None:
        """Tells it to."""
        self._told = True

    @workflow.query
    def is_told(self) -> bool:
        """Whether it was told to."""
        return self._told

    @workflow.run
    async def run(self, _input: dict[str, Any]) -> str:
        await workflow.wait_condition(lambda: self._told)
        return await workflow.execute_activity(
            drop_everything, start_to_close_timeout=_TIMEOUT
        )
