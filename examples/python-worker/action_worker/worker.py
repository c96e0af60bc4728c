"""Makes workers that run only what the backend admitted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from temporalio.client import Client
from temporalio.worker import (
    ActivityInboundInterceptor,
    Interceptor,
    Worker,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
)
from temporalio.worker.workflow_sandbox import (
    SandboxedWorkflowRunner,
    SandboxRestrictions,
)

from .activity_interceptors import ActivityGate, ActivityInbound
from .admissions import Admissions
from .admit import Admit
from .backend import BackendClient
from .key_set import KeySet
from .lineage import Lineage
from .verifier import StatementVerifier
from .workflow_interceptors import WorkflowInbound

# Temporal holds heartbeats back for up to this long; a page that shows progress
# as it happens can't wait for the usual minute.
_HEARTBEATS_AT_LEAST_EVERY = timedelta(seconds=1)


class AdmissionInterceptor(Interceptor):
    """Admission before workflows, and the gate before activities."""

    def __init__(self, gate: ActivityGate) -> None:
        self._gate = gate

    def intercept_activity(
        self, next: ActivityInboundInterceptor
    ) -> ActivityInboundInterceptor:
        return ActivityInbound(next, self._gate)

    def workflow_interceptor_class(
        self, input: WorkflowInterceptorClassInput
    ) -> type[WorkflowInboundInterceptor]:
        return WorkflowInbound


def create_action_worker(
    client: Client,
    backend: BackendClient,
    *,
    task_queue: str,
    workflows: Sequence[type],
    activities: Sequence[Callable[..., Any]],
    interceptors: Sequence[Interceptor] = (),
    restrictions: SandboxRestrictions = SandboxRestrictions.default,
    **options: Any,
) -> Worker:
    """A worker whose workflows await their admission before any of their own code,
    and whose activities run only for a run whose statement they carry.

    `options` are those of Temporal's `Worker`; `restrictions` those of its sandbox.
    Raises ValueError when an activity of yours is called `admit`.
    """
    verifier = StatementVerifier(KeySet(backend))
    admissions = Admissions(backend)
    gate = ActivityGate(verifier, Lineage(admissions, client), backend)
    defaults = {"max_heartbeat_throttle_interval": _HEARTBEATS_AT_LEAST_EVERY}
    return Worker(
        client,
        task_queue=task_queue,
        workflows=workflows,
        activities=[Admit(verifier, admissions).admit, *activities],
        # Nobody else's interceptor may run before admission.
        interceptors=[AdmissionInterceptor(gate), *interceptors],
        # Interceptors live outside of the sandbox: workflow code must find there
        # what they remember.
        workflow_runner=SandboxedWorkflowRunner(
            restrictions=restrictions.with_passthrough_modules(__package__)
        ),
        **{**defaults, **options},
    )
