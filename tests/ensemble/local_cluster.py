"""A real Dask cluster of two processes, until standard input closes: `python -m` this."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

# It watches itself a hundred times a second, and all the while that it waits for a test.
UNWATCHED = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.admin.tick.interval": "1s",
    "distributed.worker.memory.monitor-interval": "10s",
}


def main() -> None:
    import_module("dask.config").set(UNWATCHED)
    dask: Any = import_module("distributed")  # an extra
    with (
        dask.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        dask.Client(cluster) as client,
    ):
        client.wait_for_workers(2)
        workers = sorted(client.run(os.getpid).values())
        sys.stdout.write(f"{cluster.scheduler_address} {' '.join(map(str, workers))}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
