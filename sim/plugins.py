"""Protocols, tactics and mediators' rules by name, wherever they come from.

There are the built-in ones, each a file of a folder and called by its name; those that were
added in this process; and those that an installed package names as its entry points, which are
looked at when a name is none of the others.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from typing import Any, Generic, TypeVar

from sim.errors import PluginError, SettingError
from sim.text import ID, LONGEST_ID

T = TypeVar("T")


class Registry(Generic[T]):
    """What there is of one kind, by name.

    `home` is the package of the built-in ones: each of its modules has one, in capitals the
    kind. `methods` are what one of this kind must have.
    """

    def __init__(self, kind: str, home: str, methods: tuple[str, ...]) -> None:
        self.kind, self.group = kind, f"detente.{kind}s"
        self.edition = 0  # how often something was added
        self._home, self._methods = home, methods
        self._added: dict[str, T] = {}
        self._brought: dict[str, Callable[[], T]] = {}
        self._loaded: dict[str, T] = {}

    def add(self, name: str, thing: T) -> None:
        """Make one known in this process, and in those that it starts.

        The same name again replaces what was added before.

        Raises
        ------
        SettingError
            Where a file could not say this name, it is a built-in one's, or the thing is none
            of this kind.
        """
        if not re.fullmatch(ID, name) or len(name) > LONGEST_ID:
            raise SettingError(
                f"a {self.kind} called {name!r:.80}: use small letters, digits, - and _, "
                f"{LONGEST_ID} characters at most"
            )
        if name in self.built_in:
            raise SettingError(f"the {self.kind} {name!r} is built in: choose another name")
        self._added[name] = self._made(name, thing)
        self.edition += 1

    def bring(self, name: str, load: Callable[[], T]) -> None:
        """Make one known here that was added in another process: it is loaded when it is used."""
        self._added.pop(name, None)
        self._brought[name] = load
        self.edition += 1

    @property
    def added(self) -> Mapping[str, T]:
        """Those that were added in this process."""
        return self._added

    @cached_property
    def built_in(self) -> tuple[str, ...]:
        """The names of the built-in ones."""
        spec = find_spec(self._home)
        assert spec is not None, "the built-in ones have a folder"
        folders = spec.submodule_search_locations
        return tuple(sorted(module.name for module in pkgutil.iter_modules(folders)))

    def names(self) -> list[str]:
        """All names there are."""
        return sorted(
            {*self.built_in, *self._added, *self._brought, *(e.name for e in self._entry_points())}
        )

    def __contains__(self, name: str) -> bool:
        if any(name in some for some in (self.built_in, self._added, self._brought, self._loaded)):
            return True
        return any(entry.name == name for entry in self._entry_points())

    def find(self, name: str) -> T:
        """The one of that name.

        Raises
        ------
        SettingError
            Where there is none; tells the names there are.
        PluginError
            Where the package that has it is broken, or two have it.
        """
        if name not in self._added and name in self._brought:
            self._added[name] = self._made(name, self._brought[name]())
        found = self._added.get(name)
        if found is None:
            found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = self._load(name)
        return found

    def _load(self, name: str) -> T:
        if name in self.built_in:
            built_in = f"{self._home}.{name}:{self.kind.upper()}"
            thing: T = EntryPoint(name, built_in, self.group).load()
            return thing
        entries = [entry for entry in self._entry_points() if entry.name == name]
        if not entries:
            names = ", ".join(self.names())
            raise SettingError(f"no {self.kind} is called {name!r}: write one of {names}")
        if len(entries) > 1:
            both = " and ".join(sorted(_whence(entry) for entry in entries))
            raise PluginError(f"two {self.kind}s are called {name!r}, by {both}: uninstall one")
        return self._from_package(entries[0])

    def _from_package(self, entry: EntryPoint) -> T:
        what = f"the {self.kind} {entry.name!r} of {_whence(entry)} ({entry.value})"
        try:
            found = entry.load()
            thing = found() if isinstance(found, type) else found
        except Exception as error:  # whatever somebody's module may raise
            raise PluginError(
                f"{what} cannot be loaded ({type(error).__name__}: {error}): mend or uninstall it"
            ) from error
        return self._made(what, thing)

    def _made(self, name: str, thing: Any) -> T:
        """The thing, where it is one of this kind."""
        lacks = [method for method in self._methods if not callable(getattr(thing, method, None))]
        if isinstance(thing, type) or lacks:
            has = " and ".join(f"{method}()" for method in self._methods)
            raise SettingError(
                f"{name}: {thing!r:.80} is no {self.kind}: give an object that has {has}"
            )
        made: T = thing
        return made

    def _entry_points(self) -> Iterator[EntryPoint]:
        """Those of installed packages, but for names that are built in."""
        return (e for e in entry_points(group=self.group) if e.name not in self.built_in)


def _whence(entry: EntryPoint) -> str:
    """The package, with its version, that has an entry point."""
    return "a package" if entry.dist is None else f"{entry.dist.name} {entry.dist.version}"


# What they are is for the talks to say (`talks.protocol`); a scenario asks for names alone.
PROTOCOLS: Registry[Any] = Registry("protocol", "sim.engine.protocols", ("turns", "propose"))
TACTICS: Registry[Any] = Registry("tactic", "sim.engine.tactics", ("conceded",))

RULES: Registry[Any] = Registry("rule", "sim.engine.mediation", ("choose",))  # of mediators
REGISTRIES: tuple[Registry[Any], ...] = (PROTOCOLS, TACTICS, RULES)


def editions() -> tuple[int, ...]:
    """How often something was added to each: what is remembered of runs holds for these."""
    return tuple(registry.edition for registry in REGISTRIES)
