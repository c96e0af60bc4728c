"""The two ways in which a run is not admitted: for good, and not yet."""

from __future__ import annotations

from temporalio.exceptions import ApplicationError

ADMISSION_REFUSED = "AdmissionRefused"
ADMISSION_UNAVAILABLE = "AdmissionUnavailable"


def refused(message: str) -> ApplicationError:
    """The answer is no, and asking again won't change it."""
    return ApplicationError(message, type=ADMISSION_REFUSED, non_retryable=True)


def unavailable(message: str) -> ApplicationError:
    """There is no answer yet: the run waits, and it is asked again."""
    return ApplicationError(message, type=ADMISSION_UNAVAILABLE)


def given_secrets() -> ApplicationError:
    """What the run gives back must be sealed, which this worker can not do."""
    return unavailable(
        "This run was given secrets, and this worker can not seal what it gives "
        "back: let a worker that can serve this task queue. The run waits"
    )
