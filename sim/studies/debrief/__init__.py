"""Played games of one scenario side by side."""
