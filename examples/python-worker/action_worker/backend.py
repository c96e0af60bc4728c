"""Asks the Backstage backend, with the worker's own token."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import Any, Union

import httpx

_TIMEOUT_S = 10

# The backend has decided; the same request gets the same answer. Every other
# status is about the worker, its token or the way there, and must not end a run.
_DECIDED = frozenset({400, 409})


@dataclass(frozen=True)
class Answered:
    """The backend answered 200 with this body."""

    body: Mapping[str, Any]


@dataclass(frozen=True)
class Refused:
    """The backend said no for good."""

    reason: str


@dataclass(frozen=True)
class Undecided:
    """Nothing was decided; what was in the way, without a full stop."""

    trouble: str


Answer = Union[Answered, Refused, Undecided]


class BackendClient:
    """The way to the plugin at `<url>/api/temporal`. Close it by `async with`."""

    def __init__(self, url: str, token: str) -> None:
        self._base = f"{url.rstrip('/')}/api/temporal"
        self._token = token
        # Redirects are not followed: they would carry the token elsewhere.
        self._http = httpx.AsyncClient(timeout=_TIMEOUT_S)

    async def __aenter__(self) -> BackendClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def get(self, path: str) -> Answer:
        """Reads what is open to everybody, so without the token."""
        url = self._base + path
        return await self._answer(url, self._http.get(url))

    async def ask(self, path: str, request: Mapping[str, Any]) -> Answer:
        """Posts a question. Never raises for what the backend or the network does."""
        url = self._base + path
        headers = {"authorization": f"Bearer {self._token}"}
        return await self._answer(
            url, self._http.post(url, headers=headers, json=request)
        )

    async def _answer(self, url: str, sending: Awaitable[httpx.Response]) -> Answer:
        try:
            # The client's own limit is for each part of an exchange, not for all.
            response = await asyncio.wait_for(sending, _TIMEOUT_S)
        except (httpx.HTTPError, asyncio.TimeoutError) as error:
            why = str(error) or type(error).__name__
            return Undecided(f"the backend at {url} can't be reached ({why})")
        body = _body_of(response)
        if response.status_code == 200 and body is not None:
            return Answered(body)
        return _otherwise(url, response.status_code, body)


def _body_of(response: httpx.Response) -> Mapping[str, Any] | None:
    try:
        body = response.json()
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def _otherwise(url: str, status: int, body: Mapping[str, Any] | None) -> Answer:
    error = body.get("error") if body else None
    reason = error.get("message") if isinstance(error, dict) else None
    # Without a reason it was not the backend that answered, but something on
    # the way there.
    if isinstance(reason, str) and status in _DECIDED:
        return Refused(reason)
    said = f" ({reason})" if reason else ""
    if status in (401, 403):
        return Undecided(
            f"the backend at {url} does not accept this worker's token{said}: "
            "set one that may and restart the worker"
        )
    return Undecided(f"the backend at {url} answered {status}{said}")
