"""The sample worker: writes a runbook of a component."""
