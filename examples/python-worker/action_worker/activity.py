"""For activity code: who asked for the run, on what, and is it still allowed."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from temporalio import activity
from temporalio.exceptions import ApplicationError

from .backend import Answered, BackendClient, Refused
from .statement import Initiator, StatementClaims, Target

AUTHORIZATIONS_PATH = "/authorizations"


@dataclass(frozen=True)
class ServedRun:
    """For whom an activity works, the proof of it, and whom to ask about it."""

    claims: StatementClaims
    statement: str
    backend: BackendClient


_served: ContextVar[ServedRun] = ContextVar("served_run")


def serve(run: ServedRun) -> None:
    """Says for which run the current activity works. Called by the interceptor."""
    _served.set(run)


def current_run() -> StatementClaims:
    """Everything the backend signed of the run that this activity works for.

    Raises RuntimeError outside of an activity of an admitted run.
    """
    return _served_run().claims


def current_initiator() -> Initiator:
    """Who asked for the run, as the backend verified it."""
    return current_run().initiator


def current_target() -> Target:
    """The entity that the run acts on, with its environment."""
    return current_run().target


async def authorize(scope: str, within: timedelta = timedelta(minutes=5)) -> None:
    """Asks the backend whether the run's initiator may still do this, now.

    Call it first in the activity that does what can't be undone; not before
    cleaning up. `scope` names the step for the record, in lower-case words joined
    by dashes.

    Returns when the answer is yes. A no fails the activity for good with error
    type NotAllowedError. While the backend can't be asked it fails with
    AuthorizationUnavailable, and Temporal tries it again until `within` is over,
    counted from when the activity was first scheduled.
    """
    run = _served_run()
    request = {
        "statement": run.statement,
        "namespace": activity.info().namespace,
        "scope": scope,
    }
    answer = await run.backend.ask(AUTHORIZATIONS_PATH, request)
    if isinstance(answer, Refused):
        raise _not_allowed(answer.reason)
    if not isinstance(answer, Answered):
        raise _undecided(run, scope, (answer.trouble, within))
    allowed, reason = answer.body.get("allowed"), answer.body.get("reason")
    if allowed is True:
        return
    if allowed is False and isinstance(reason, str):
        raise _not_allowed(reason)
    raise _undecided(run, scope, ("its answer is not a decision", within))


def _served_run() -> ServedRun:
    run = _served.get(None)
    if run is None:
        raise RuntimeError(
            "There is no run here: call this from activity code, on a worker made by "
            "create_action_worker"
        )
    return run


def _not_allowed(reason: str) -> ApplicationError:
    return ApplicationError(reason, type="NotAllowedError", non_retryable=True)


def _undecided(
    run: ServedRun, scope: str, trouble: tuple[str, timedelta]
) -> ApplicationError:
    why, within = trouble
    what = f'{run.claims.initiator.ref} may still do "{scope}"'
    waited = datetime.now(timezone.utc) - activity.info().scheduled_time
    over = waited >= within
    message = (
        f"Nobody could say within {within.total_seconds():g} s whether {what}, "
        f"because {why}. Start the run again when the backend answers"
        if over
        else f"Nobody can say now whether {what}, because {why}; trying again"
    )
    return ApplicationError(
        message, type="AuthorizationUnavailable", non_retryable=over
    )
