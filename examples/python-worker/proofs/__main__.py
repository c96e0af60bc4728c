"""Serves the task queues `proofs` and `foreign`: `python -m proofs`."""

from __future__ import annotations

import asyncio
import logging
import os
from concurrent.futures import ThreadPoolExecutor

from action_worker.backend import BackendClient
from action_worker.process import connect, read_settings, run_until_stopped
from action_worker.worker import create_action_worker

from .activities import drop_everything, who_asked, who_asked_in_a_thread
from .foreign import foreign_worker
from .workflows import ProveAgain, ProveChild, ProvePatience, ProveWho


async def serve() -> None:
    """Serves the task queues until told to stop."""
    settings = read_settings(os.environ)
    client = await connect(settings)
    async with BackendClient(
        settings.backstage_url, settings.backstage_token
    ) as backend:
        worker = create_action_worker(
            client,
            backend,
            task_queue="proofs",
            workflows=[ProveAgain, ProveChild, ProvePatience, ProveWho],
            activities=[drop_everything, who_asked, who_asked_in_a_thread],
            activity_executor=ThreadPoolExecutor(max_workers=4),
        )
        await run_until_stopped([worker, foreign_worker(client)])


logging.basicConfig(level=logging.INFO)
asyncio.run(serve())
