"""Write documents, buttons and acts as JSON and read them back, so that they can wait in the database."""

from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, TypeAlias

from bot import access, acts, carried, content, ids, updates

Json: TypeAlias = Mapping[str, Any]

_TYPES: dict[str, type[Any]] = {
    kind.__name__: kind
    for module in (ids, content, acts, access, carried, updates)
    for kind in vars(module).values()
    if isinstance(kind, type) and kind.__module__ == module.__name__
    if is_dataclass(kind) or issubclass(kind, Enum | tuple)
}


def encode(value: Any) -> Any:
    """Turn a value of our own types into JSON. Raises TypeError for anything else."""
    match value:
        case Enum():
            return {"": type(value).__name__, "value": value.value}
        case None | bool() | int() | float() | str():
            return value
        case datetime():
            return {"": "datetime", "value": value.isoformat()}
        case timedelta():
            return {"": "timedelta", "value": value.total_seconds()}
        case bytes():
            return {"": "bytes", "value": value.hex()}
        case _ if type(value).__name__ in _TYPES:
            return {"": type(value).__name__} | {name: encode(getattr(value, name)) for name in _parts(type(value))}
        case tuple() | list():
            return [encode(v) for v in value]
        case Mapping():
            return {"": "dict", "value": {k: encode(v) for k, v in value.items()}}
        case _:
            raise TypeError(f"cannot be stored: {type(value)}")


def decode(data: Any) -> Any:
    """Read a value back. Fields a newer program no longer has are left out; lists become tuples."""
    if isinstance(data, list):
        return tuple(decode(v) for v in data)
    if not isinstance(data, dict):
        return data
    name = data[""]
    match name:
        case "datetime":
            return datetime.fromisoformat(data["value"])
        case "timedelta":
            return timedelta(seconds=data["value"])
        case "bytes":
            return bytes.fromhex(data["value"])
        case "dict":
            return {k: decode(v) for k, v in data["value"].items()}
    kind = _TYPES[name]
    if issubclass(kind, Enum):
        return kind(data["value"])
    known = _parts(kind)
    return kind(**{k: decode(v) for k, v in data.items() if k in known})


def _parts(kind: Any) -> Collection[str]:
    """List the names of a type's parts: a dataclass, or a named tuple."""
    return [f.name for f in fields(kind)] if is_dataclass(kind) else kind._fields
