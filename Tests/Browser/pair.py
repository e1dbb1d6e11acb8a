"""A primary of PostgreSQL and a hot standby, both on 127.0.0.1. What the primary acknowledges, the standby has on its disk."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg

from engines import Marked
from server import free_port

BINARIES = Path(os.environ.get("CHATELAINE_POSTGRESQL_BIN", "/usr/lib/postgresql/15/bin"))
# PostgreSQL refuses to run as root.
USER = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
# Processes are killed here, machines are not: what was written is there without waiting for the disk.
SETTINGS = {
    "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off", "max_connections": "60", "shared_buffers": "32MB",
    "wal_receiver_status_interval": "1s", "wal_retrieve_retry_interval": "200ms",
}


class Server:
    def __init__(self, data: Path):
        self.data = data
        self.port = free_port()
        self._process = None

    def start(self) -> None:
        options = [word for name, value in {**SETTINGS, "port": self.port}.items() for word in ("-c", f"{name}={value}")]
        with self.data.with_suffix(".log").open("a") as log:
            self._process = subprocess.Popen([BINARIES / "postgres", "-D", self.data, *options], stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", **USER)
        deadline = time.monotonic() + 30
        while run("pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port), fails=True):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{self.data.with_suffix('.log').read_text()}")
            time.sleep(0.05)

    def kill(self) -> None:
        """With every process of its own, all at once, as when the machine is lost."""
        pid = self._process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for number in [pid, *map(int, children)]:
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self._process.wait(timeout=10)

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def waits_for(self, standbys: str) -> None:
        """Whose disks a commit waits for."""
        self.ask(f"ALTER SYSTEM SET synchronous_standby_names = '{standbys}'")
        self.ask("SELECT pg_reload_conf()")

    def ask(self, statement: str) -> list:
        with psycopg.connect(host="127.0.0.1", port=self.port, user="keeper", dbname="postgres", autocommit=True) as connection:
            asked = connection.execute(statement)
            return asked.fetchall() if asked.description else []


class Pair:
    """With an empty database, `world`, for which it also stands as `engines.ServerRows` does."""

    def __init__(self):
        self.directory = Path(tempfile.mkdtemp(prefix="chatelaine-pair-"))
        if USER:
            shutil.chown(self.directory, **USER)
        self.primary, self.standby = Server(self.directory / "primary"), Server(self.directory / "standby")
        ports = f"{self.primary.port},{self.standby.port}"
        self.conninfo = f"host=127.0.0.1,127.0.0.1 port={ports} user=keeper dbname=world target_session_attrs=read-write"
        hosts = f"127.0.0.1:{self.primary.port},127.0.0.1:{self.standby.port}"
        self.url = f"postgres://keeper@{hosts}/world?target_session_attrs=read-write&connections=4"
        self.replica = f"postgres://keeper@127.0.0.1:{self.standby.port}/world?connections=2"

    def start(self) -> "Pair":
        run("initdb", "-D", self.primary.data, "--no-locale", "--encoding=UTF8", "--auth=trust", "--username=keeper", "--no-sync")
        self.primary.start()
        source = f"host=127.0.0.1 port={self.primary.port} user=keeper application_name=standby"
        run("pg_basebackup", "-D", self.standby.data, "--write-recovery-conf", "--checkpoint=fast", "--no-sync", "-d", source)
        # Said after the copy was made: the standby, once promoted, has nobody to wait for.
        self.primary.waits_for("standby")
        self.standby.start()
        deadline = time.monotonic() + 30
        while ("sync",) not in self.primary.ask("SELECT sync_state FROM pg_stat_replication"):
            assert time.monotonic() < deadline, self.standby.data.with_suffix(".log").read_text()
            time.sleep(0.05)
        self.primary.ask("CREATE DATABASE world TEMPLATE template0")
        return self

    def promote(self) -> None:
        """The standby takes over, and acknowledges alone from now on."""
        run("pg_ctl", "promote", "-D", self.standby.data, "-w", "-t", "30")

    @contextmanager
    def open(self):
        """The rows, wherever they can be written."""
        with psycopg.connect(self.conninfo) as connection:
            yield Marked(connection)

    def dropped(self) -> None:
        for server in (self.standby, self.primary):
            if server.runs:
                server.kill()
        shutil.rmtree(self.directory, ignore_errors=True)


def run(program: str, *arguments, fails: bool = False) -> int:
    ended = subprocess.run([BINARIES / program, *arguments], cwd="/", capture_output=True, text=True, timeout=60, **USER)
    if ended.returncode and not fails:
        raise RuntimeError(f"{program} ended with {ended.returncode}:\n{ended.stdout}{ended.stderr}")
    return ended.returncode
