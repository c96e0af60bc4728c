"""What the backend signs of a run, and the names that both sides agree on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

STATEMENT_HEADER = "temporal-io-statement"
STATEMENT_TYPE = "run-statement+jwt"
STATEMENT_ALGORITHM = "ES256"
ADMIT_ACTIVITY = "admit"

T = TypeVar("T")


@dataclass(frozen=True)
class Initiator:
    """Who asked: a person by entity ref, or a machine by its credential's subject."""

    kind: Literal["user", "service"]
    ref: str


@dataclass(frozen=True)
class Target:
    """The entity a run acts on, and its `temporal.io/environment` if it has one."""

    entity_ref: str
    environment: str | None


@dataclass(frozen=True)
class StatementClaims:
    """The claims of a statement. `start_by` is in seconds since the epoch.

    What a run with `secrets` gives back must be sealed.
    """

    run_id: str
    attempt: int
    workflow_type: str
    namespace: str
    initiator: Initiator
    owners: tuple[str, ...]
    action_ref: str
    action_digest: str
    target: Target
    input_digest: str
    approval_required: bool
    start_by: float
    secrets: bool


def claims_from(payload: object) -> StatementClaims:
    """Reads claims as they were signed; unknown ones are left aside.

    Raises ValueError that names the first claim that is missing or wrong.
    """
    claims = _mapping(payload, "the statement")
    action = _mapping(claims.get("action"), "action")
    target = _mapping(claims.get("target"), "target")
    environment = target.get("environment")
    return StatementClaims(
        run_id=_claim(claims, "runId", str),
        attempt=_claim(claims, "attempt", int),
        workflow_type=_claim(claims, "workflowType", str),
        namespace=_claim(claims, "namespace", str),
        initiator=_initiator(_mapping(claims.get("initiator"), "initiator")),
        owners=_texts(_claim(claims, "owners", list), "owners"),
        action_ref=_claim(action, "ref", str),
        action_digest=_claim(action, "digest", str),
        target=Target(
            entity_ref=_claim(target, "entityRef", str),
            environment=None
            if environment is None
            else _claim(target, "environment", str),
        ),
        input_digest=_claim(claims, "inputDigest", str),
        approval_required=_claim(claims, "approvalRequired", bool),
        start_by=_number(claims, "startBy"),
        secrets=claims.get("secrets", False) is not False,
    )


def _initiator(claims: Mapping[str, Any]) -> Initiator:
    kind = claims.get("kind")
    if kind == "user":
        return Initiator("user", _claim(claims, "entityRef", str))
    if kind == "service":
        return Initiator("service", _claim(claims, "subject", str))
    raise ValueError("initiator is neither a user nor a service")


def _mapping(value: object, name: str) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    raise ValueError(f"{name} is not an object")


def _claim(claims: Mapping[str, Any], name: str, kind: type[T]) -> T:
    value = claims.get(name)
    # To Python, True is an int as well.
    if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
        return value
    raise ValueError(f"{name} is missing or not a {kind.__name__}")


def _number(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    raise ValueError(f"{name} is missing or not a number")


def _texts(values: list[Any], name: str) -> tuple[str, ...]:
    if all(isinstance(value, str) for value in values):
        return tuple(values)
    raise ValueError(f"{name} are not all texts")
