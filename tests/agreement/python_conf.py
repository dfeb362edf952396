"""Configurations that Checkov's oldest tests hold as Python data, in the form of its parser, as text again.

The parser wraps each value in a list: `{"name": ["x"], "logging": [{"enabled": [True]}]}` is an argument and a block.
"""

import json
from typing import Any


NAME = "of_the_test"
_MAPS = {"environment_variables", "parameters", "tags", "tags_all", "variables"}
"""Arguments that are maps; any other dictionary is a block."""
_DOCUMENTS = {"assume_role_policy", "inline_policy", "policy"}
"""Arguments whose texts the parser reads as JSON."""


def as_block(kind: str, conf: dict) -> str:
    """A resource of a type with these arguments."""
    return f'resource "{kind}" "{NAME}" {{\n{_body(conf, "  ")}}}\n'


def _body(conf: dict, indent: str) -> str:
    lines = ""
    for name, value in conf.items():
        values = value if isinstance(value, list) else [value]
        if values and all(isinstance(one, dict) for one in values) and name not in _MAPS | _DOCUMENTS:
            lines += "".join(f"{indent}{name} {{\n{_body(one, indent + '  ')}{indent}}}\n" for one in values)
        else:
            only = values[0] if len(values) == 1 else values
            if name in _DOCUMENTS and isinstance(only, dict):
                only = json.dumps(only)
            lines += f"{indent}{name} = {_expression(only)}\n"
    return lines


def _expression(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_expression(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_expression(one) for one in value) + "]"
    return json.dumps(value)
