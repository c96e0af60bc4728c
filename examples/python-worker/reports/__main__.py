"""Serves the task queue `reports`: `python -m reports`."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from datetime import timedelta
from pathlib import Path

from action_worker.backend import BackendClient
from action_worker.process import (
    Settings,
    connect,
    read_settings,
    run_until_stopped,
)
from action_worker.worker import create_action_worker

from .activities import RunbookActivities
from .workflows import WriteRunbook

TASK_QUEUE = "reports"


async def serve(settings: Settings, folder: Path) -> None:
    """Serves the task queue until told to stop."""
    activities = RunbookActivities(folder)
    client = await connect(settings)
    async with BackendClient(
        settings.backstage_url, settings.backstage_token
    ) as backend:
        worker = create_action_worker(
            client,
            backend,
            task_queue=TASK_QUEUE,
            workflows=[WriteRunbook],
            activities=[activities.compose_runbook, activities.publish_runbook],
            graceful_shutdown_timeout=timedelta(seconds=30),
        )
        await run_until_stopped([worker])


def main() -> None:
    logging.basicConfig(level=logging.INFO)
    # One line for each request would bury the rest.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        settings = read_settings(os.environ)
    except ValueError as error:
        sys.exit(str(error))
    asyncio.run(serve(settings, Path(os.environ.get("RUNBOOKS_DIR") or "runbooks")))


main()
