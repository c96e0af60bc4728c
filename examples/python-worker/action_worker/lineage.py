"""Knows whether an activity belongs to the run whose statement it carries."""

from __future__ import annotations

from temporalio import activity
from temporalio.client import Client

from .admissions import Admissions
from .mismatch import Arrival, Execution
from .refusal import refused
from .statement import StatementClaims

_REMEMBERED = 1_000


class Lineage:
    """Asks which execution is the root of an activity, and whether it was admitted.

    The run's id alone proves nothing: once the run is over, anybody may start
    something else under it.
    """

    def __init__(self, admissions: Admissions, client: Client) -> None:
        self._admissions = admissions
        self._client = client
        self._roots: dict[str, Execution] = {}

    async def assert_belongs(self, statement: str, claims: StatementClaims) -> None:
        """Raises ApplicationError, non-retryable when it belongs to another run."""
        info = activity.info()
        if not info.workflow_id or not info.workflow_run_id:
            raise refused(
                "This activity was started without a workflow, so no run answers for "
                "it. Start the action from the catalog"
            )
        if info.namespace != claims.namespace:
            raise refused(
                "The statement of this activity was signed for namespace "
                f"{claims.namespace}, and this is {info.namespace}"
            )
        execution = Execution(info.workflow_id, info.workflow_run_id)
        root = await self._root_of(execution, claims)
        if root.workflow_id != claims.run_id:
            raise refused(
                f"The statement of this activity belongs to run {claims.run_id}, and "
                f"its workflow {info.workflow_id} does not. Start the action from "
                "the catalog instead of copying headers"
            )
        arrival = Arrival(
            namespace=info.namespace,
            execution=execution,
            workflow_type=info.workflow_type or "",
            first_execution_run_id=info.workflow_run_id,
            input_digest=claims.input_digest,
            argument_count=1,
            root=root,
        )
        await self._admissions.ask_about_root(statement, arrival)

    async def _root_of(
        self, execution: Execution, claims: StatementClaims
    ) -> Execution:
        if execution.workflow_id == claims.run_id:
            return execution
        # An execution's root never changes: asking once for each is enough.
        if execution.run_id not in self._roots:
            self._remember(execution, await self._described_root(execution))
        return self._roots[execution.run_id]

    async def _described_root(self, execution: Execution) -> Execution:
        described = await self._client.get_workflow_handle(
            execution.workflow_id, run_id=execution.run_id
        ).describe()
        if described.root_id and described.root_run_id:
            return Execution(described.root_id, described.root_run_id)
        return execution

    def _remember(self, execution: Execution, root: Execution) -> None:
        if len(self._roots) >= _REMEMBERED:
            del self._roots[next(iter(self._roots))]
        self._roots[execution.run_id] = root
