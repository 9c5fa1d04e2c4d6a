"""Protocols, tactics and rules that were added in this process, on their way to others.

What a script or a notebook defines goes by value, what a module defines by its name; what a
package has among its entry points is found by each process itself.
"""

from __future__ import annotations

import platform
from functools import partial
from importlib import import_module
from typing import Any

import msgspec

from sim.errors import PluginError
from sim.plugins import REGISTRIES


class Parcel(msgspec.Struct, frozen=True):
    """One of them, or why it cannot be sent."""

    kind: str
    name: str
    content: bytes
    unsent: str = ""


def carried() -> bytes:
    """All that were added here; empty where none was."""
    added = [
        _packed(registry.kind, name, thing)
        for registry in REGISTRIES
        for name, thing in registry.added.items()
    ]
    return msgspec.msgpack.encode(added) if added else b""


def taken_up(content: bytes) -> None:
    """Make known here what another process carried; it is unpacked when it is used."""
    if not content:
        return
    registries = {registry.kind: registry for registry in REGISTRIES}
    for parcel in msgspec.msgpack.decode(content, type=list[Parcel]):
        registries[parcel.kind].bring(parcel.name, partial(_unpacked, parcel))


def _packed(kind: str, name: str, thing: object) -> Parcel:
    try:
        return Parcel(kind, name, _cloudpickle().dumps(thing))
    except Exception as error:  # noqa: BLE001  (raised where it is used, if it is)
        return Parcel(kind, name, b"", str(error) or type(error).__name__)


def _unpacked(parcel: Parcel) -> object:
    """It, as it was sent.

    Raises
    ------
    PluginError
        Where it could not be, or its module is not here.
    """
    what = f"the {parcel.kind} {parcel.name!r}"
    if parcel.unsent:
        raise PluginError(
            f"{what} cannot be sent to other processes ({parcel.unsent}): keep files, locks and "
            "the like out of it, or play with one job"
        )
    try:
        found: object = _cloudpickle().loads(parcel.content)
    except ImportError as error:
        raise PluginError(
            f"{what} needs a module that is not on {platform.node() or 'a worker'} ({error}): "
            f"install it there, or define the {parcel.kind} in the script itself"
        ) from error
    return found


def _cloudpickle() -> Any:
    """Imported only where something was added."""
    return import_module("cloudpickle")
