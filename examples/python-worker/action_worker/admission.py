"""Has a workflow admitted, before any of its own code runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError
from temporalio.worker import ExecuteWorkflowInput

from .admit import AdmitInput
from .digest import digest_of
from .header import approvals_in, statement_in
from .mismatch import Execution
from .refusal import ADMISSION_REFUSED, refused
from .statement import ADMIT_ACTIVITY, STATEMENT_HEADER, claims_from
from .workflow import AdmittedRun


async def admit_run(call: ExecuteWorkflowInput) -> AdmittedRun:
    """Waits for the admission of the current workflow.

    Raises ApplicationError of type AdmissionRefused, non-retryable.
    """
    asked = _asked(call)
    try:
        # No limit on retries: a backend that is down delays a run, it doesn't fail
        # it. Above the threshold the wait becomes a timer, so that a long outage
        # holds no workflow task open.
        payload = await workflow.execute_local_activity(
            ADMIT_ACTIVITY,
            asked,
            result_type=dict,
            start_to_close_timeout=timedelta(seconds=25),
            local_retry_threshold=timedelta(seconds=1),
            retry_policy=RetryPolicy(
                initial_interval=timedelta(milliseconds=500),
                backoff_coefficient=2,
                maximum_interval=timedelta(seconds=30),
            ),
        )
    except ActivityError as error:
        cause = error.cause
        if isinstance(cause, ApplicationError) and cause.type == ADMISSION_REFUSED:
            raise refused(cause.message) from error
        raise
    return AdmittedRun(call.headers[STATEMENT_HEADER], claims_from(payload))


def _asked(call: ExecuteWorkflowInput) -> AdmitInput:
    if STATEMENT_HEADER not in call.headers:
        raise refused(
            "This workflow was started without a statement, so nobody vouches for "
            "who asked for it. Start it from the catalog: open the entity in "
            "Backstage and choose Run action"
        )
    statement = statement_in(call.headers)
    if statement is None:
        raise refused(
            f"The header {STATEMENT_HEADER} of this workflow holds no statement. "
            "Start it from the catalog instead of copying headers"
        )
    info = workflow.info()
    approvals = approvals_in(call.headers)
    return AdmitInput(
        statement=statement,
        first_execution_run_id=info.first_execution_run_id,
        input_digest=_digest(call.args, info, approvals is not None),
        argument_count=len(call.args),
        root=_root(info),
        approvals=approvals,
    )


def _root(info: workflow.Info) -> Execution | None:
    if info.parent is None:
        return None
    root = info.root or info.parent
    return Execution(root.workflow_id, root.run_id)


def _digest(args: Sequence[Any], info: workflow.Info, behind_gate: bool) -> str:
    first = info.run_id == info.first_execution_run_id or behind_gate
    # What later executions and children are given, the workflow itself chose.
    if info.parent is not None or not first:
        return digest_of({})
    argument = args[0] if args else {}
    try:
        return digest_of(argument)
    except ValueError as error:
        raise refused(
            f"The input of this run can't be compared with what was signed: {error}. "
            "A workflow takes it as dict[str, Any] and makes its own types of it"
        ) from error
