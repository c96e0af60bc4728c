"""The header field that carries a statement."""

from __future__ import annotations

from collections.abc import Mapping

from temporalio.api.common.v1 import Payload
from temporalio.converter import DataConverter

from .statement import STATEMENT_HEADER


def statement_in(headers: Mapping[str, Payload]) -> str | None:
    """The statement, or None if there is none or the field holds something else."""
    payload = headers.get(STATEMENT_HEADER)
    if payload is None:
        return None
    try:
        value = DataConverter.default.payload_converter.from_payload(payload)
    # What is in a header was written by anybody: nothing in it may fail a task.
    except Exception:
        return None
    return value if isinstance(value, str) else None
