"""Scenarios, written as files of other tools: one file of `formats` each."""
