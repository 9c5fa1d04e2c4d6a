"""A PostgreSQL server for as long as it is needed: its own cluster, on 127.0.0.1 alone."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL

PASSWORD = "a secret/with:signs"
ROUNDS = 3000  # of a tenth of a second: how long a server may take to begin or to end


@dataclass
class Server:
    """A running server; each `database()` is new and empty."""

    folder: Path
    programs: Path
    user: str | None  # whom it runs as, where that is not ourselves
    port: int
    options: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def call(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        who: dict[str, Any] = {}
        if self.user is not None:
            who = {"user": self.user, "group": pwd.getpwnam(self.user).pw_gid, "extra_groups": []}
        log = (self.folder / "log").open("ab")
        with log:
            return subprocess.Popen(
                [self.programs / program, *arguments],
                cwd=self.folder,
                env={"LC_ALL": "C", "PATH": os.defpath},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **who,
            )

    def make(self) -> None:
        (self.folder / "password").write_text(PASSWORD)
        if self.user is not None:
            shutil.chown(self.folder, self.user)
            shutil.chown(self.folder / "password", self.user)
        made = self.call(
            "initdb", "--pgdata=data", "--username=detente", "--pwfile=password", "--no-sync",
            "--auth=scram-sha-256", "--encoding=UTF8", "--no-locale",
        )  # fmt: skip
        assert made.wait(ROUNDS / 10) == 0, self.told()

    def start(self) -> None:
        settings = ["listen_addresses=127.0.0.1", f"port={self.port}", "unix_socket_directories="]
        options = [part for one in (*settings, *self.options) for part in ("-c", one)]
        self.process = self.call("postgres", "-D", "data", *options)
        for _ in range(ROUNDS):
            assert self.process.poll() is None, self.told()
            try:
                self.run("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError(f"the server does not begin: {self.told()}")

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT politely, SIGQUIT at once and without writing anything."""
        if self.process is not None:
            self.process.send_signal(how)
            try:
                self.process.wait(ROUNDS / 10)
            finally:
                self.process.kill()  # does nothing once it has ended
                self.process.wait()
                self.process = None

    def told(self) -> str:
        return (self.folder / "log").read_text(errors="replace")[-2000:]

    def url(self, database: str) -> str:
        url = URL.create(
            "postgresql+psycopg", "detente", PASSWORD, "127.0.0.1", self.port, database
        )
        return url.render_as_string(hide_password=False)

    def run(self, statement: str) -> None:
        """A statement outside of any transaction, in no store's database."""
        with psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user="detente",
            password=PASSWORD,
            dbname="postgres",
            autocommit=True,
        ) as connection:
            connection.execute(statement.encode())

    def database(self) -> str:
        """The URL of a new database."""
        name = f"store_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return self.url(name)


@contextmanager
def server(*options: str) -> Iterator[Server]:
    """A server with these settings of its own (`name=value`)."""
    programs = found_programs()
    user = unprivileged() if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="detente-", ignore_cleanup_errors=True) as folder:
        made = Server(Path(folder), programs, user, free_port(), options)
        try:
            made.make()
            made.start()
            yield made
        finally:
            made.stop()


def found_programs() -> Path:
    """The folder with the newest server programs there are."""
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=version)
    assert found, "no PostgreSQL server programs: install Debian's package postgresql"
    return found[-1].parent


def version(program: Path) -> float:
    return float(program.parts[-3])


def unprivileged() -> str:
    """Whom the server runs as where we are root, which it refuses."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def free_port() -> int:
    """A port below those that a system gives to whoever asks for any."""
    first = 20_000 + os.getpid() % 10_000  # so that no two processes look at the same
    for port in range(first, 32_000):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError(f"no port is free from {first} on")
