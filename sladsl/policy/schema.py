"""The JSON Schema of the compiled policy, made from the same classes and the same table of tags as the JSON.

`policy.schema.json` beside this file is its output: `python -m sladsl.policy.schema` prints it.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import attrs

from sladsl.policy.model import FORMAT, Policy
from sladsl.policy.tags import UNIONS

ADDRESS = "https://json-schema.org/draft/2020-12/schema"

_SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    NoneType: {"type": "null"},
    Fraction: {"type": "string", "pattern": r"^-?[0-9]+/[0-9]+$"},
    Decimal: {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?(E[+-]?[0-9]+)?$"},
    date: {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}


def schema() -> dict[str, Any]:
    """The schema, in JSON Schema 2020-12."""
    definitions: dict[str, Any] = {}
    for name, members in UNIONS.items():
        definitions[name] = {"oneOf": [_ref(kind.__name__) for kind in members.values()]}
        for tag, kind in members.items():
            _define(kind, tag, definitions)
    _define(Policy, None, definitions)
    policy = definitions.pop("Policy")
    policy["properties"]["format"] = {"const": FORMAT}
    policy["required"].append("format")
    return {
        "$schema": ADDRESS,
        "title": "A compiled service level agreement",
        **policy,
        "$defs": dict(sorted(definitions.items())),
    }


def _define(kind: type[Any], tag: str | None, definitions: dict[str, Any]) -> None:
    if kind.__name__ in definitions:
        return
    definitions[kind.__name__] = {}  # a name to point at, for classes that contain themselves
    attrs.resolve_types(kind)
    parts = attrs.fields(kind)
    properties = {part.name: _of(part.type, definitions) for part in parts}
    required = [part.name for part in parts if part.default is attrs.NOTHING]
    if tag is not None:
        properties, required = {"type": {"const": tag}, **properties}, ["type", *required]
    definitions[kind.__name__] = {
        "type": "object",
        "description": " ".join((kind.__doc__ or "").split("\n\n")[0].split()),
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if kind in _SCALARS:
        return _SCALARS[kind]
    origin, args = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(args)}
    if origin is tuple and args[1:] == (...,):
        return {"type": "array", "items": _of(args[0], definitions)}
    if origin is tuple:
        exactly = {"minItems": len(args), "maxItems": len(args)}
        return {"type": "array", "prefixItems": [_of(arg, definitions) for arg in args], **exactly}
    if origin is dict:
        return {"type": "object", "additionalProperties": _of(args[1], definitions)}
    if origin in (Union, UnionType):
        members = set(args) - {NoneType}
        union = next((name for name, known in UNIONS.items() if set(known.values()) == members), None)
        parts = (
            [_ref(union)]
            if union
            else [_of(member, definitions) for member in args if member is not NoneType]
        )
        return parts[0] if NoneType not in args else {"anyOf": [*parts, {"type": "null"}]}
    _define(kind, None, definitions)
    return _ref(kind.__name__)


def _ref(name: str) -> dict[str, Any]:
    if name == Policy.__name__:
        return {"$ref": "#"}
    return {"$ref": f"#/$defs/{name}"}


if __name__ == "__main__":
    import json
    import sys

    sys.stdout.write(json.dumps(schema(), indent=1, ensure_ascii=False) + "\n")
