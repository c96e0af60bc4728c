"""For workflow code: who asked for the run, and what it acts on."""

from __future__ import annotations

from dataclasses import dataclass

from temporalio import workflow
from temporalio.api.common.v1 import Payload

from .statement import Initiator, StatementClaims, Target

# This module is one for all workflows of a worker (the sandbox passes it
# through), so the state of a run is kept with the workflow's own object.
_KEPT_AS = "_admitted_run"


@dataclass(frozen=True)
class AdmittedRun:
    """A run that was admitted: its statement as it travels, and what it says."""

    statement: Payload
    claims: StatementClaims


def remember_admission(run: AdmittedRun) -> None:
    """Remembers that this run was admitted. Called by the interceptor, once."""
    object.__setattr__(workflow.instance(), _KEPT_AS, run)


def admitted_run() -> AdmittedRun | None:
    """The admitted run, or None while admission is still being awaited."""
    return getattr(workflow.instance(), _KEPT_AS, None)


def current_run() -> StatementClaims:
    """Everything the backend signed of the current run.

    Raises RuntimeError outside of an admitted run.
    """
    run = admitted_run() if workflow.in_workflow() else None
    if run is None:
        raise RuntimeError(
            "There is no admitted run here: call this from workflow code, on a "
            "worker made by create_action_worker"
        )
    return run.claims


def current_initiator() -> Initiator:
    """Who asked for the current run, as the backend verified it."""
    return current_run().initiator


def current_target() -> Target:
    """The entity that the current run acts on, with its environment."""
    return current_run().target
