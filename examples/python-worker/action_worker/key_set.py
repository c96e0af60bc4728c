"""The public keys that statements are verified with."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any

from temporalio.exceptions import ApplicationError

from .backend import Answered, BackendClient, Refused
from .refusal import refused, unavailable

KEY_SET_PATH = "/.well-known/jwks.json"

# A key that was withdrawn is believed for at most this long.
_BELIEVED_S = 600
# However many unknown keys are asked for, the set is read no more often.
_COOLDOWN_S = 2

Jwk = Mapping[str, Any]


class KeySet:
    """The backend's key set (RFC 7517), read when needed and kept for a while."""

    def __init__(self, backend: BackendClient) -> None:
        self._backend = backend
        self._keys: dict[str, Jwk] = {}
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    async def key(self, kid: str) -> Jwk:
        """The published key of this id.

        Raises ApplicationError: non-retryable when it is not published,
        retryable when that can't be known now.
        """
        asked_at = time.monotonic()
        if asked_at - self._read_at > _BELIEVED_S:
            await self._read_since(asked_at)
        if kid not in self._keys and asked_at - self._read_at > _COOLDOWN_S:
            await self._read_since(asked_at)
        if kid in self._keys:
            return self._keys[kid]
        # Only a set read after the statement was seen can say no: the key may be
        # newer than what we remember.
        if self._read_at < asked_at:
            raise unavailable(
                f"The key {kid} is not in the key set as last read; reading it again"
            )
        raise refused(
            "The statement of this run is signed with a key the backend does not "
            f"publish ({kid}). Start the run again from the catalog"
        )

    async def _read_since(self, asked_at: float) -> None:
        """Reads the set, unless somebody else did while this waited for its turn."""
        async with self._reading:
            if self._read_at < asked_at:
                await self._read()

    async def _read(self) -> None:
        began = time.monotonic()
        answer = await self._backend.get(KEY_SET_PATH)
        if not isinstance(answer, Answered):
            trouble = answer.reason if isinstance(answer, Refused) else answer.trouble
            raise _unreadable(trouble)
        keys = answer.body.get("keys")
        if not isinstance(keys, list):
            raise _unreadable("what the backend answered is not a key set")
        self._keys = {
            key["kid"]: key for key in keys if isinstance(key, dict) and "kid" in key
        }
        self._read_at = began


def _unreadable(trouble: str) -> ApplicationError:
    return unavailable(f"The key set can't be read: {trouble}; trying again")
