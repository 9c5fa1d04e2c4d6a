"""Labels of texts, as numbers of the core."""

from __future__ import annotations

from sim.core import codes

LABELS = {codes.DRAFT: "draft", codes.BRIDGING: "bridging", codes.FINAL: "final"}
LABEL_CODES = {name: code for code, name in LABELS.items()}
