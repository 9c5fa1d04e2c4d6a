"""Detente: an event-sourced simulator of mediated negotiations."""
