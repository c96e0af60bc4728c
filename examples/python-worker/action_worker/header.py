"""The header fields that carry statements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from temporalio.api.common.v1 import Payload
from temporalio.converter import DataConverter

from .statement import STATEMENT_HEADER


APPROVALS_HEADER = "temporal-io-approvals"


def statement_in(headers: Mapping[str, Payload]) -> str | None:
    """The statement, or None if there is none or the field holds something else."""
    value = _value(headers, STATEMENT_HEADER)
    return value if isinstance(value, str) else None


def approvals_in(headers: Mapping[str, Payload]) -> list[str] | None:
    """What those who approved signed, as a gate handed it on; None without."""
    value = _value(headers, APPROVALS_HEADER)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    return None


def _value(headers: Mapping[str, Payload], name: str) -> Any:
    payload = headers.get(name)
    if payload is None:
        return None
    try:
        return DataConverter.default.payload_converter.from_payload(payload)
    # What is in a header was written by anybody: nothing in it may fail a task.
    except Exception:
        return None
