"""What stands before and behind the code of every workflow of a worker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.exceptions import ApplicationError
from temporalio.worker import (
    ContinueAsNewInput,
    ExecuteWorkflowInput,
    HandleQueryInput,
    HandleSignalInput,
    HandleUpdateInput,
    StartActivityInput,
    StartChildWorkflowInput,
    StartLocalActivityInput,
    WorkflowInboundInterceptor,
    WorkflowOutboundInterceptor,
)

from .admission import admit_run
from .refusal import ADMISSION_REFUSED
from .statement import ADMIT_ACTIVITY, STATEMENT_HEADER
from .workflow import admitted_run, remember_admission

Headers = Mapping[str, Payload]


class WorkflowInbound(WorkflowInboundInterceptor):
    """Lets no code of a workflow see anything before its run is admitted."""

    def init(self, outbound: WorkflowOutboundInterceptor) -> None:
        super().init(WorkflowOutbound(outbound))

    async def execute_workflow(self, input: ExecuteWorkflowInput) -> Any:
        remember_admission(await admit_run(input))
        return await super().execute_workflow(input)

    async def handle_signal(self, input: HandleSignalInput) -> None:
        await _until_admitted()
        await super().handle_signal(input)

    async def handle_update_handler(self, input: HandleUpdateInput) -> Any:
        await _until_admitted()
        return await super().handle_update_handler(input)

    # Validators and queries must answer at once: they can't wait.
    def handle_update_validator(self, input: HandleUpdateInput) -> None:
        _assert_admitted(f"update {input.update}")
        super().handle_update_validator(input)

    async def handle_query(self, input: HandleQueryInput) -> Any:
        _assert_admitted(f"query {input.query}")
        return await super().handle_query(input)


class WorkflowOutbound(WorkflowOutboundInterceptor):
    """Carries the statement into everything that is done for the same run.

    Temporal carries no header by itself. Signals to other workflows and Nexus
    calls go without: they leave the run.
    """

    def start_activity(self, input: StartActivityInput) -> workflow.ActivityHandle[Any]:
        input.headers = _with_statement(input.headers)
        return super().start_activity(input)

    def start_local_activity(
        self, input: StartLocalActivityInput
    ) -> workflow.ActivityHandle[Any]:
        if input.activity != ADMIT_ACTIVITY:
            input.headers = _with_statement(input.headers)
        return super().start_local_activity(input)

    async def start_child_workflow(
        self, input: StartChildWorkflowInput
    ) -> workflow.ChildWorkflowHandle[Any, Any]:
        input.headers = _with_statement(input.headers)
        return await super().start_child_workflow(input)

    def continue_as_new(self, input: ContinueAsNewInput) -> NoReturn:
        input.headers = _with_statement(input.headers)
        super().continue_as_new(input)


def _with_statement(headers: Headers) -> Headers:
    run = admitted_run()
    if run is None:
        raise RuntimeError(
            "Nothing can be started for a run before it is admitted: move this call "
            "from __init__ into the method marked with @workflow.run"
        )
    return {**headers, STATEMENT_HEADER: run.statement}


async def _until_admitted() -> None:
    if admitted_run() is None:
        await workflow.wait_condition(lambda: admitted_run() is not None)


def _assert_admitted(what: str) -> None:
    if admitted_run() is None:
        raise ApplicationError(
            f"This run is not admitted, so it can't take the {what}. "
            "Send it again once the run is running",
            type=ADMISSION_REFUSED,
            non_retryable=True,
        )
