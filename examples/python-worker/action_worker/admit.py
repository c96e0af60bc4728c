"""The local activity by which a worker has a run admitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from temporalio import activity

from .admissions import Admissions
from .mismatch import Arrival, Execution, mismatch
from .refusal import given_secrets, refused
from .statement import ADMIT_ACTIVITY, claims_from
from .verifier import StatementVerifier


@dataclass(frozen=True)
class AdmitInput:
    """What a workflow says of itself. The rest the activity knows from Temporal."""

    statement: str
    first_execution_run_id: str
    input_digest: str
    argument_count: int
    root: Execution | None
    approvals: list[str] | None = None


class Admit:
    """Holds what the activity `admit` needs."""

    def __init__(self, verifier: StatementVerifier, admissions: Admissions) -> None:
        self._verifier = verifier
        self._admissions = admissions

    @activity.defn(name=ADMIT_ACTIVITY)
    async def admit(self, asked: AdmitInput) -> dict[str, Any]:
        """The claims of the statement, as JSON, once the run is admitted.

        Raises ApplicationError: non-retryable when it is refused, retryable when
        nothing could be decided.
        """
        payload = await self._verifier.payload(asked.statement)
        arrival = _arrival(asked)
        claims = claims_from(payload)
        difference = mismatch(claims, arrival)
        if difference:
            raise refused(
                f"The statement of this workflow is not its own: {difference}. "
                "Start it from the catalog instead of copying headers"
            )
        if claims.secrets:
            raise given_secrets()
        await self._admissions.ask(asked.statement, arrival)
        return payload


def _arrival(asked: AdmitInput) -> Arrival:
    info = activity.info()
    if not (info.is_local and info.workflow_id and info.workflow_run_id):
        raise refused(
            f"Only a worker's own interceptors may call the activity {ADMIT_ACTIVITY}"
        )
    return Arrival(
        namespace=info.namespace,
        execution=Execution(info.workflow_id, info.workflow_run_id),
        workflow_type=info.workflow_type or "",
        first_execution_run_id=asked.first_execution_run_id,
        input_digest=asked.input_digest,
        argument_count=asked.argument_count,
        root=asked.root,
        approvals=asked.approvals,
    )
