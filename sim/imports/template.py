"""A table of actors to fill in."""

from __future__ import annotations

TABLE = """\
actor,role,position,salience,influence,no deal,source
(options),,0 to 100 by 5,,,,"replace these rows; the options go from one end to the other"
(status quo),,20,,,,"what holds if nothing is agreed: leave the cell empty if nobody knows"
Blue,party,80,70,50,,"a position is one of the options; salience is 0 to 100 points"
Green,party,30,high,30,40,"or very low, low, medium, high, very high, unknown; empty: unknown"
Grey,party,50,40,20,,"influence counts as votes where import is given --quota"
"""
