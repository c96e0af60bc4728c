"""Asks the backend to admit runs."""

from __future__ import annotations

from typing import Any

from .backend import Answered, BackendClient, Refused
from .mismatch import Arrival
from .refusal import refused, unavailable

ADMISSIONS_PATH = "/admissions"

_REMEMBERED = 10_000


class Admissions:
    """The backend's one-time yes to runs, and what this process knows of it."""

    def __init__(self, backend: BackendClient) -> None:
        self._backend = backend
        # Executions of runs that were admitted through here, oldest first.
        self._admitted: dict[str, None] = {}

    async def ask(self, statement: str, arrival: Arrival) -> None:
        """Returns when the backend admitted the run.

        Raises ApplicationError: non-retryable when it refused, retryable when it
        did not decide.
        """
        request = _request(statement, arrival)
        answer = await self._backend.ask(ADMISSIONS_PATH, request)
        if isinstance(answer, Refused):
            raise refused(f"The backend did not admit this run: {answer.reason}")
        if not isinstance(answer, Answered) or answer.body.get("admitted") is not True:
            trouble = (
                "the backend answered something else than a yes"
                if isinstance(answer, Answered)
                else answer.trouble
            )
            raise unavailable(
                f"This run waits to be admitted, because {trouble}; trying again"
            )
        self._remember((arrival.root or arrival.execution).run_id)

    async def ask_about_root(self, statement: str, arrival: Arrival) -> None:
        """Returns when the root is an execution of a run that was admitted.

        An execution's id never comes back, so asking once for each is enough.
        Raises as `ask` does.
        """
        root = arrival.root or arrival.execution
        if root.run_id not in self._admitted:
            await self.ask(statement, arrival)

    def _remember(self, execution: str) -> None:
        if len(self._admitted) >= _REMEMBERED:
            del self._admitted[next(iter(self._admitted))]
        self._admitted[execution] = None


def _request(statement: str, arrival: Arrival) -> dict[str, Any]:
    request: dict[str, Any] = {
        "statement": statement,
        "namespace": arrival.namespace,
        "workflowId": arrival.execution.workflow_id,
        "workflowType": arrival.workflow_type,
        "temporalRunId": arrival.execution.run_id,
        "firstExecutionRunId": arrival.first_execution_run_id,
        "inputDigest": arrival.input_digest,
    }
    if arrival.approvals is not None:
        request["approvals"] = arrival.approvals
    if arrival.root:
        request["root"] = {
            "workflowId": arrival.root.workflow_id,
            "runId": arrival.root.run_id,
        }
    return request
