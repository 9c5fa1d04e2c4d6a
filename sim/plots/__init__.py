"""Figures: each function takes axes and data and returns the axes; no globals are set."""
