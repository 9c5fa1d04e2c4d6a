"""The machines of a Dask cluster as a crew (extra `dask`)."""

from __future__ import annotations

import math
import time
from concurrent.futures import Executor
from contextlib import suppress
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from sim.ensemble.crews import CrewLost, Killed
from sim.errors import SettingError
from sim.version import VERSION

PATIENCE = 10  # seconds to wait for a scheduler, and for a first worker
_AGAIN = 1.0  # seconds after which it is asked again who is there


class Cluster:
    """The workers of a running Dask scheduler.

    It plays a chunk again itself when its worker dies, and only then gives it up: a chunk
    given up while it was alone has killed several workers.

    Raises
    ------
    SettingError
        Where the extra is missing, the scheduler is not reachable, or its workers do not
        have this version.
    """

    strikes, fragile, recalls = 1, False, False

    def __init__(self, address: str) -> None:
        try:
            dask = import_module("distributed")
        except ImportError as error:
            raise SettingError(
                f"--cluster {address}: needs the extra dask: pip install 'detente[dask]'"
            ) from error
        self.address = _checked(address)
        self.killed: Killed = (dask.KilledWorker,)
        self._client: Any = self._reached(dask)
        try:
            self._see_workers()
        except SettingError:
            self._client.close()
            raise
        self._width, self._asked = 1, -math.inf
        self._executor: Executor = self._client.get_executor(pure=False)

    def _reached(self, dask: Any) -> Any:
        try:
            return dask.Client(self.address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise SettingError(
                f"--cluster {self.address}: no scheduler answers there ({error}): start one with "
                "`dask scheduler`, and write the address that it prints"
            ) from error

    def _see_workers(self) -> None:
        """See that there are workers, and that they have this version.

        Those that come later look themselves (`parts.work`).
        """
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise SettingError(
                f"--cluster {self.address}: has no workers: start some with `dask worker "
                f"{self.address} --nthreads 1`"
            ) from error
        versions = self._client.run(version_here, on_error="return")
        for worker, version in sorted(versions.items()):
            if isinstance(version, Exception):
                raise SettingError(
                    f"--cluster {self.address}: worker {worker} cannot run detente ({version}): "
                    f"install detente {VERSION} there too"
                )
            if version != VERSION:
                raise SettingError(
                    f"--cluster {self.address}: worker {worker} has detente {version}, and this "
                    f"is {VERSION}: install the same everywhere"
                )

    @property
    def width(self) -> int:
        """As many as its workers have threads now; 1 while it has none."""
        now = time.monotonic()
        if now - self._asked > _AGAIN and self._client.status == "running":
            self._asked = now
            with suppress(OSError):  # a scheduler that is away: `see` sees whether for good
                self._width = max(1, sum(self._client.nthreads().values()))
        return self._width

    @property
    def executor(self) -> Executor:
        """It takes positional arguments only."""
        return self._executor

    def renew(self) -> None:
        """The scheduler does so by itself."""

    def see(self) -> None:
        """See that the scheduler has not gone for good."""
        if self._client.status in ("closing", "closed"):
            raise CrewLost(f"--cluster {self.address}: the scheduler is gone")

    def close(self, *, at_once: bool) -> None:
        """Let go of the cluster; what it is still at is given up if `at_once`."""
        if self._client.status == "running":
            self._executor.shutdown(wait=not at_once)
        self._client.close()


def _checked(address: str) -> str:
    """An address that a scheduler can have; any other is looked for in vain for long."""
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    try:
        found = parts.hostname and parts.port
    except ValueError:  # a port that is no number
        found = None
    if not found:
        raise SettingError(
            f"--cluster {address}: no address: write host:port, or tcp://host:port, as `dask "
            "scheduler` prints it"
        )
    return address


def version_here() -> str:
    """The version of a worker."""
    return VERSION
