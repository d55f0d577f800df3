"""The compiled policy as JSON, and back.

Objects have the keys of the model's classes, in their order; of a union, "type" says which member it is.
Fractions are "19/20", decimals are strings, dates "2026-01-31", instants and lengths integer microseconds.
`policy.schema.json` beside this file is the same in JSON Schema.
"""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from sladsl.policy.model import FORMAT, Policy
from sladsl.policy.sound import faults
from sladsl.policy.tags import UNIONS

MAX_CHARACTERS = 64 * 2**20
MAX_INTEGER = 2**63 - 1

_FRACTION = re.compile(r"-?\d{1,40}/\d{1,40}", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,40}(\.\d{1,40})?(E[+-]?\d{1,3})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class PolicyFormatError(Exception):
    """The text is no compiled policy of this format; `.problems` says where and why, at least one."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


def dumps(policy: Policy, *, indent: int | None = None) -> str:
    """The policy as JSON. The same policy always gives the same text."""
    return json.dumps(_tree(policy), ensure_ascii=False, indent=indent)


def policy_hash(policy: Policy) -> str:
    """The policy's identity: "sha256:" and the digest of its JSON without blanks, in UTF-8.

    Of files only the names count, not the folders they were compiled from: both parties have theirs.
    """
    text = json.dumps(_without_folders(_tree(policy)), ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _without_folders(tree: Any) -> Any:
    """The tree with the names of files in place of their paths (`Place.file`, `SourceFile.name`)."""
    if isinstance(tree, list | tuple):
        return [_without_folders(part) for part in tree]
    if not isinstance(tree, dict):
        return tree
    of_file = tree.keys() == {"name", "sha256"}
    return {
        key: re.split(r"[/\\]", value)[-1]
        if isinstance(value, str) and (key == "file" or (of_file and key == "name"))
        else _without_folders(value)
        for key, value in tree.items()
    }


def loads(text: str | bytes) -> Policy:
    """The policy that `dumps` wrote. Raises PolicyFormatError, for hostile text as well."""
    if len(text) > MAX_CHARACTERS:
        raise PolicyFormatError(f"the policy is larger than {MAX_CHARACTERS} characters")
    try:
        tree = json.loads(text)
        return _policy(tree)
    except RecursionError:
        raise PolicyFormatError("the policy is nested too deep") from None
    except ValueError as fault:  # JSON, UTF-8, integers of thousands of digits
        raise PolicyFormatError(f"the text is not JSON: {fault}") from None


def _policy(tree: object) -> Policy:
    if not isinstance(tree, dict) or "format" not in tree:
        raise PolicyFormatError("this is no compiled policy: it has no format number")
    if tree["format"] != FORMAT or type(tree["format"]) is not int:
        found = _shown(tree["format"])
        raise PolicyFormatError(
            f"the policy has format {found}, this release reads format {FORMAT}: compile its source again"
        )
    try:
        policy: Policy = _converter(False).structure(tree, Policy)
    except RecursionError:
        raise
    except Exception:
        raise PolicyFormatError(*_problems(tree)) from None
    if unsound := faults(policy):
        raise PolicyFormatError(*unsound[:20])
    return policy


def _problems(tree: object) -> list[str]:
    """Where and why, by reading once more with an eye on the path."""
    from cattrs import BaseValidationError, transform_error

    try:
        _converter(True).structure(tree, Policy)
    except BaseValidationError as found:
        lines = transform_error(found, format_exception=_said)
        return [_placed(line) for line in lines[:20]]
    except PolicyFormatError as found:
        return list(found.problems)
    raise AssertionError("read at the second attempt")


def _placed(line: str) -> str:
    what, _, where = line.rpartition(" @ $")
    return f"at {where.lstrip('.')}: {what}" if where else what


def _said(fault: BaseException, kind: type[Any] | None) -> str:
    from cattrs import ForbiddenExtraKeysError

    match fault:
        case PolicyFormatError():
            return "; ".join(fault.problems)
        case KeyError():
            return f"the key {json.dumps(str(fault.args[0]))} is missing"
        case ForbiddenExtraKeysError():
            return "unknown keys " + ", ".join(
                json.dumps(key)[:60] for key in sorted(map(str, fault.extra_fields))
            )
        case _:
            return f"not what is expected here: {str(fault)[:200]}"


def _tree(policy: Policy) -> dict[str, Any]:
    tree: dict[str, Any] = _converter(False).unstructure(policy)
    tree["calendars"] = dict(sorted(tree["calendars"].items()))
    return {"format": tree.pop("format"), **tree}


# --- the converter --------------------------------------------------------------------------------


@cache
def _converter(detailed: bool) -> Any:
    from attrs import resolve_types
    from cattrs import Converter
    from cattrs.gen import make_dict_unstructure_fn

    converter: Any = Converter(detailed_validation=detailed, forbid_extra_keys=True)
    for kind, read in _SCALARS.items():
        converter.register_structure_hook(kind, partial(_scalar, read))
    converter.register_structure_hook_func(_is_literal, _one_of)
    converter.register_structure_hook_factory(_is_tuple, _of_list)
    converter.register_structure_hook_factory(lambda kind: _members(kind) is not None, _of_union)
    converter.register_unstructure_hook(Fraction, lambda value: f"{value.numerator}/{value.denominator}")
    converter.register_unstructure_hook(Decimal, str)
    converter.register_unstructure_hook(date, date.isoformat)
    kinds = {kind: tag for members in UNIONS.values() for tag, kind in members.items()}
    for kind in kinds:
        resolve_types(kind)  # `tuple["Rule", ...]`: a class that holds itself names itself in quotes
    for kind, tag in kinds.items():
        plain = make_dict_unstructure_fn(kind, converter)
        converter.register_unstructure_hook(kind, partial(_tagged, tag, plain))
    return converter


def _is_literal(kind: Any) -> bool:
    return get_origin(kind) is Literal


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _tagged(tag: str, plain: Callable[[Any], dict[str, Any]], value: Any) -> dict[str, Any]:
    return {"type": tag, **plain(value)}


def _scalar(read: Callable[[Any], Any], value: Any, _: type[Any]) -> Any:
    return read(value)


def _one_of(value: Any, kind: Any) -> Any:
    for allowed in get_args(kind):
        if value == allowed and type(value) is type(allowed):
            return allowed
    raise PolicyFormatError(f"{_shown(value)} is none of {', '.join(map(json.dumps, get_args(kind)))}")


def _of_list(kind: Any, converter: Any) -> Callable[[Any, Any], tuple[Any, ...]]:
    from cattrs import IterableValidationError, IterableValidationNote

    items = get_args(kind)
    repeated = len(items) == 2 and items[1] is ...
    detailed = converter.detailed_validation

    def read(value: Any, _: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise PolicyFormatError(f"{_shown(value)} stands where a list is expected")
        kinds = [items[0]] * len(value) if repeated else list(items)
        if len(kinds) != len(value):
            raise PolicyFormatError(f"a list of {len(value)} stands where one of {len(kinds)} is expected")
        hooks = {item: converter.get_structure_hook(item) for item in dict.fromkeys(kinds)}
        if not detailed:
            return tuple([hooks[item](one, item) for one, item in zip(value, kinds)])
        read_items, found = [], []
        for index, (one, item) in enumerate(zip(value, kinds)):
            try:
                read_items.append(hooks[item](one, item))
            except Exception as fault:
                note = IterableValidationNote(f"Structuring {kind} @ index {index}", index, item)
                fault.__notes__ = [*getattr(fault, "__notes__", []), note]
                found.append(fault)
        if found:
            raise IterableValidationError(f"While structuring {kind}", found, kind)
        return tuple(read_items)

    return read


def _of_union(kind: Any, converter: Any) -> Callable[[Any, Any], Any]:
    members, optional = _members(kind) or {}, type(None) in get_args(kind)
    hooks: dict[str, Any] = {}

    def read(value: Any, _: Any) -> Any:
        if value is None and optional:
            return None
        tag = value.get("type") if isinstance(value, dict) else None
        if not isinstance(tag, str) or tag not in members:
            known = ", ".join(map(json.dumps, members))
            if not isinstance(value, dict):
                raise PolicyFormatError(f"{_shown(value)} stands where an object is expected")
            raise PolicyFormatError(f'the "type" {_shown(tag)} is none of {known}')
        if tag not in hooks:
            hooks[tag] = converter.get_structure_hook(members[tag])
        return hooks[tag]({key: part for key, part in value.items() if key != "type"}, members[tag])

    return read


def _members(kind: Any) -> dict[str, type[Any]] | None:
    """The tags of a union of the closed table, None apart."""
    if get_origin(kind) not in (Union, UnionType):
        return None
    asked = set(get_args(kind)) - {type(None)}
    return next((members for members in UNIONS.values() if set(members.values()) == asked), None)


# --- scalars --------------------------------------------------------------------------------------


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise PolicyFormatError(f"{_shown(value)} stands where a text is expected")
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise PolicyFormatError(f"{_shown(value)} stands where true or false is expected")
    return value


def _integer(value: Any) -> int:
    if type(value) is not int or abs(value) > MAX_INTEGER:
        raise PolicyFormatError(f"{_shown(value)} stands where a whole number is expected")
    return value


def _fraction(value: Any) -> Fraction:
    if not isinstance(value, str) or not _FRACTION.fullmatch(value) or int(value.partition("/")[2]) == 0:
        raise PolicyFormatError(f'{_shown(value)} stands where a fraction such as "19/20" is expected')
    return Fraction(value)


def _decimal(value: Any) -> Decimal:
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise PolicyFormatError(f'{_shown(value)} stands where a number such as "12.5" is expected')
    return Decimal(value)


def _date(value: Any) -> date:
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PolicyFormatError(f'{_shown(value)} stands where a date such as "2026-01-31" is expected')


def _shown(value: Any) -> str:
    match value:
        case dict():
            return "an object"
        case list():
            return "a list"
        case _:
            text = json.dumps(value)
            return text if len(text) <= 60 else text[:59] + "…"


_SCALARS: dict[type[Any], Callable[[Any], Any]] = {
    str: _text,
    bool: _truth,
    int: _integer,
    Fraction: _fraction,
    Decimal: _decimal,
    date: _date,
}
