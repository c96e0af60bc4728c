"""For Temporal workers that serve actions of a Backstage catalog.

A worker made by `create_action_worker` runs only what the backend admitted. Its
workflow code imports `action_worker.workflow`, its activity code
`action_worker.activity`, to learn who asked and on what.
"""
