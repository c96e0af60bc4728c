"""What every worker's process does: read the environment, connect, run, stop."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError
from temporalio.worker import Worker

_AGAIN_AFTER_S = 2

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """What a worker is told from outside."""

    temporal_address: str
    temporal_namespace: str
    backstage_url: str
    backstage_token: str


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Reads the environment. Raises ValueError that names what is missing."""
    url, token = environment.get("BACKSTAGE_URL"), environment.get("BACKSTAGE_TOKEN")
    if not url or not url.startswith(("http://", "https://")):
        raise ValueError(
            "The worker can not start: set BACKSTAGE_URL to the address of the "
            "Backstage backend, such as http://localhost:7007"
        )
    if not token:
        raise ValueError(
            "The worker can not start: set BACKSTAGE_TOKEN to an external-access "
            "token of the Backstage backend"
        )
    return Settings(
        temporal_address=environment.get("TEMPORAL_ADDRESS") or "127.0.0.1:7233",
        temporal_namespace=environment.get("TEMPORAL_NAMESPACE") or "default",
        backstage_url=url,
        backstage_token=token,
    )


async def connect(settings: Settings) -> Client:
    """Connects to Temporal; waits for it, and for the namespace, to be there."""
    address, namespace = settings.temporal_address, settings.temporal_namespace
    while True:
        try:
            client = await Client.connect(address, namespace=namespace)
            await client.workflow_service.describe_namespace(
                DescribeNamespaceRequest(namespace=namespace)
            )
            return client
        # A bare RuntimeError is what the SDK raises when nobody answers.
        except (RuntimeError, RPCError) as error:
            _log.warning(
                "Namespace %s of Temporal at %s can't be had (%s); "
                "trying again in %s s",
                *(namespace, address, error, _AGAIN_AFTER_S),
            )
            await asyncio.sleep(_AGAIN_AFTER_S)


async def run_until_stopped(workers: Sequence[Worker]) -> None:
    """Polls until SIGTERM or SIGINT, then ends what is in hand."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with AsyncExitStack() as running:
        for worker in workers:
            await running.enter_async_context(worker)
        queues = ", ".join(worker.task_queue for worker in workers)
        _log.info("worker ready on %s", queues)
        await stop.wait()
