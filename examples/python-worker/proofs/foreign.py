"""A worker without admission, as somebody would write who holds a copied header."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.client import Client
from temporalio.converter import DataConverter
from temporalio.worker import (
    Interceptor,
    StartActivityInput,
    Worker,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
    WorkflowOutboundInterceptor,
)

from action_worker.statement import STATEMENT_HEADER

FOREIGN_QUEUE = "foreign"


@workflow.defn(name="steal", sandboxed=False)
class Steal:
    """Has an activity of the proofs done under a statement that is not its own."""

    @workflow.run
    async def run(self, statement: str | None) -> Any:
        self.statement = statement
        return await workflow.execute_activity(
            "whoAsked",
            task_queue="proofs",
            start_to_close_timeout=timedelta(seconds=20),
        )


class _StealingOutbound(WorkflowOutboundInterceptor):
    def start_activity(self, input: StartActivityInput) -> workflow.ActivityHandle[Any]:
        statement = workflow.instance().statement
        if statement is not None:
            payload = DataConverter.default.payload_converter.to_payload(statement)
            input.headers = {STATEMENT_HEADER: payload}
        return super().start_activity(input)


class _StealingInbound(WorkflowInboundInterceptor):
    def init(self, outbound: WorkflowOutboundInterceptor) -> None:
        super().init(_StealingOutbound(outbound))


class _Stealing(Interceptor):
    def workflow_interceptor_class(
        self, input: WorkflowInterceptorClassInput
    ) -> type[WorkflowInboundInterceptor]:
        return _StealingInbound


def foreign_worker(client: Client) -> Worker:
    """The worker that steals."""
    return Worker(
        client,
        task_queue=FOREIGN_QUEUE,
        workflows=[Steal],
        interceptors=[_Stealing()],
    )
