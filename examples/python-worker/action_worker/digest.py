"""The digest by which backend and worker know that they mean the same input."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785

# Beyond these, JavaScript's numbers (and so the backend's) skip integers.
_LARGEST_EXACT = 2**53 - 1


def digest_of(value: Any) -> str:
    """SHA-256 over canonical JSON (RFC 8785), in lower-case hex.

    Raises ValueError for what has no canonical form: half of a surrogate pair,
    infinity, a number beyond a double, or something that is not JSON.
    """
    try:
        return hashlib.sha256(rfc8785.dumps(_with_doubles(value))).hexdigest()
    except (OverflowError, RecursionError, UnicodeError) as error:
        raise ValueError(f"it has no canonical JSON ({error})") from error


def _with_doubles(value: Any) -> Any:
    """The same JSON with integers as RFC 8785 has them: as doubles.

    Python reads `12345678901234567000` as an exact integer, which the library
    rejects; whoever signed it read it as the nearest double.
    """
    if isinstance(value, dict):
        return {name: _with_doubles(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_with_doubles(item) for item in value]
    if isinstance(value, int) and abs(value) > _LARGEST_EXACT:
        return float(value)
    return value
