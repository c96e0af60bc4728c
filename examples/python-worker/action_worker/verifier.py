"""Checks statements against the keys that the backend publishes."""

from __future__ import annotations

import json
from typing import Any

from jwt import PyJWK, PyJWS, PyJWTError

from .key_set import Jwk, KeySet
from .refusal import refused
from .statement import (
    STATEMENT_ALGORITHM,
    STATEMENT_TYPE,
    StatementClaims,
    claims_from,
)

# Signature and header only. As a JWT its times would be judged by this machine's
# clock; until when a run may start is for the backend to say.
_JWS = PyJWS()


class StatementVerifier:
    """Verifies signature, algorithm and type, and reads the claims."""

    def __init__(self, key_set: KeySet) -> None:
        self._key_set = key_set

    async def payload(self, statement: str) -> dict[str, Any]:
        """What was signed, as JSON, once it is known to be readable claims.

        Raises ApplicationError, non-retryable when the statement is bad,
        retryable when the key set can't be had.
        """
        kid = _key_id(statement)
        jwk = await self._key_set.key(kid)
        payload: dict[str, Any] = _verified(statement, jwk)
        try:
            claims_from(payload)
        except ValueError as error:
            raise refused(
                "The statement of this run is signed but unreadable to this worker "
                f"({error}): upgrade the worker to the version of the backend"
            ) from error
        return payload

    async def claims(self, statement: str) -> StatementClaims:
        """The claims of a statement. Raises as `payload` does."""
        return claims_from(await self.payload(statement))


def _key_id(statement: str) -> str:
    try:
        kid = _JWS.get_unverified_header(statement).get("kid")
    except (PyJWTError, ValueError) as error:
        raise _not_ours(error) from error
    if not isinstance(kid, str) or not kid:
        raise refused(
            "The statement of this run names no key. "
            "Start the run again from the catalog"
        )
    return kid


def _verified(statement: str, jwk: Jwk) -> Any:
    try:
        key = PyJWK(dict(jwk), STATEMENT_ALGORITHM)
        signed = _JWS.decode_complete(statement, key, [STATEMENT_ALGORITHM])
        if signed["header"].get("typ") != STATEMENT_TYPE:
            raise ValueError(f"its type is not {STATEMENT_TYPE}")
        return json.loads(signed["payload"])
    except (PyJWTError, ValueError) as error:
        raise _not_ours(error) from error


def _not_ours(error: Exception) -> Exception:
    return refused(
        f"The statement of this run is not one the backend signed ({error}). "
        "Start the run again from the catalog"
    )
