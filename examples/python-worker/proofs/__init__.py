"""Workflows that prove the library, run by the project's own tests.

Leave this folder behind when you copy the others.
"""
