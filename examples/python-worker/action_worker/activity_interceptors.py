"""Lets an activity run only for an admitted run whose statement it carries."""

from __future__ import annotations

from typing import Any

from temporalio import activity
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput

from .activity import ServedRun, serve
from .backend import BackendClient
from .header import statement_in
from .lineage import Lineage
from .refusal import given_secrets, refused
from .statement import ADMIT_ACTIVITY
from .verifier import StatementVerifier


class ActivityGate:
    """Decides whether the current activity may run, and for which run."""

    def __init__(
        self, verifier: StatementVerifier, lineage: Lineage, backend: BackendClient
    ) -> None:
        self._verifier = verifier
        self._lineage = lineage
        self._backend = backend

    async def run_of(self, call: ExecuteActivityInput) -> ServedRun:
        """The run that the current activity works for.

        Raises ApplicationError: non-retryable when it is refused, retryable when
        nothing could be decided.
        """
        statement = statement_in(call.headers)
        if statement is None:
            raise refused(
                "This activity came without a statement, so nobody vouches for who "
                "asked for it. Its workflow must run on a worker made by "
                "create_action_worker"
            )
        claims = await self._verifier.claims(statement)
        if claims.secrets:
            raise given_secrets()
        await self._lineage.assert_belongs(statement, claims)
        return ServedRun(claims, statement, self._backend)


class ActivityInbound(ActivityInboundInterceptor):
    """Asks the gate before each activity, but not before admission itself."""

    def __init__(self, next: ActivityInboundInterceptor, gate: ActivityGate) -> None:
        super().__init__(next)
        self._gate = gate

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        info = activity.info()
        if not (info.is_local and info.activity_type == ADMIT_ACTIVITY):
            serve(await self._gate.run_of(input))
        return await super().execute_activity(input)
