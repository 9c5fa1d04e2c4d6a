"""The scenario language as JSON Schema, for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sim.scenario.language import Scenario

SHIPPED = Path(__file__).parents[1] / "scenario.schema.json"
MODELINE = "# yaml-language-server: $schema="


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a scenario file."""
    found = Scenario.model_json_schema(by_alias=True)
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    found["title"] = "Detente scenario"
    consent = found["$defs"]["Consent"]
    consent["required"] = ["quota"]
    everyone = {
        "const": "all",
        "description": "every party, and every stakeholder whose consent is needed",
    }
    found["$defs"]["Consent"] = {"anyOf": [everyone, consent]}
    found["properties"]["consent"] = {"$ref": "#/$defs/Consent", "default": "all"}
    return found


def schema_text() -> str:
    """The same as the shipped file holds it."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"
