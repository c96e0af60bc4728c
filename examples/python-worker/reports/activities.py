"""The work, built from what it needs."""

from __future__ import annotations

import asyncio
from pathlib import Path

from temporalio import activity

from action_worker.activity import authorize, current_run, current_target

from .runbook import runbook_of


class RunbookActivities:
    """Writes runbooks into a folder, one for each entity."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @activity.defn(name="composeRunbook")
    async def compose_runbook(self, note: str) -> str:
        """The page, which says who asked for it and on what."""
        return runbook_of(current_run(), note)

    @activity.defn(name="publishRunbook")
    async def publish_runbook(self, page: str) -> str:
        """Writes the page and returns its file name, if its initiator still may.

        Written twice, it is the same file.
        """
        await authorize("publish-runbook")
        name = current_target().entity_ref.replace(":", "-").replace("/", "-")
        file = self._folder / f"{name}.md"
        await asyncio.to_thread(_write, file, page)
        return file.name


def _write(file: Path, page: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page, encoding="utf-8")
