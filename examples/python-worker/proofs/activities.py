"""Activities that tell on whose behalf they run, or do something if they may."""

from __future__ import annotations

from temporalio import activity

from action_worker.activity import authorize, current_run
from action_worker.statement import StatementClaims


def told(run: StatementClaims) -> dict[str, str | None]:
    """Who asked for a run and on what."""
    return {
        "initiator": run.initiator.ref,
        "target": run.target.entity_ref,
        "environment": run.target.environment,
    }


@activity.defn(name="whoAsked")
async def who_asked() -> dict[str, str | None]:
    """What an activity knows of its run."""
    return told(current_run())


@activity.defn(name="whoAskedInAThread")
def who_asked_in_a_thread() -> dict[str, str | None]:
    """What an activity knows that is no coroutine."""
    return told(current_run())


@activity.defn(name="dropEverything")
async def drop_everything() -> str:
    """Does what can't be undone, if the initiator still may."""
    await authorize("drop-everything")
    return "dropped"
