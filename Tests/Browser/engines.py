"""Where the worlds' rows are: a SQLite file each, or a database each on one throw-away PostgreSQL (`--engine postgresql`)."""

import atexit
import os
import shutil
import sqlite3
import subprocess
import uuid
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import quote

import psycopg

ROOT = Path(__file__).resolve().parents[2]
ENGINES = ("sqlite", "postgresql")


def chosen() -> str:
    return os.environ.get("CHATELAINE_TEST_ENGINE", "sqlite")


class FileRows:
    """A SQLite file."""

    def __init__(self, file: Path):
        self.file = file
        self.url = f"sqlite:{file}"

    @contextmanager
    def open(self):
        """What is done inside is committed at its end."""
        with closing(sqlite3.connect(self.file, timeout=10)) as connection, connection:
            yield connection

    def copied(self, file: Path) -> "FileRows":
        shutil.copy(self.file, file)
        return FileRows(file)

    def dropped(self) -> None:
        """Gone with its directory."""


class ServerRows:
    """A database on the run's own PostgreSQL."""

    def __init__(self, template: str = "template0"):
        self.name = f"world-{uuid.uuid4()}"
        self.url = f"postgres://keeper@{quote(cluster(), safe='')}/{self.name}?connections=4"
        order(f'CREATE DATABASE "{self.name}" TEMPLATE "{template}" STRATEGY file_copy')

    @contextmanager
    def open(self):
        """As `FileRows.open`, parameters marked `?` too, and no foreign key in the way: whoever tampers need not heed them."""
        with psycopg.connect(host=cluster(), user="keeper", dbname=self.name) as connection:
            connection.execute("SET session_replication_role = replica")
            yield Marked(connection)

    def copied(self, _: Path) -> "ServerRows":
        return ServerRows(self.name)

    def dropped(self) -> None:
        order(f'DROP DATABASE "{self.name}" WITH (FORCE)')


class Marked:
    def __init__(self, connection: psycopg.Connection):
        self.connection = connection

    def execute(self, query: str, values=()):
        return self.connection.execute(query.replace("?", "%s"), tuple(values))


def rows(file: Path) -> FileRows | ServerRows:
    """An empty database of the engine of this run."""
    return FileRows(file) if chosen() == "sqlite" else ServerRows()


@cache
def cluster() -> str:
    """The directory of its socket. It ends with this process."""
    server = subprocess.Popen([ROOT / "scripts/postgresql"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    directory = server.stdout.readline().strip()
    if not directory:
        raise RuntimeError("PostgreSQL did not start: is Debian's package postgresql-15 installed? (scripts/install test)")

    @atexit.register
    def end() -> None:
        server.stdin.close()
        server.wait(timeout=30)

    return directory


def order(statement: str) -> None:
    with psycopg.connect(host=cluster(), user="keeper", dbname="postgres", autocommit=True) as connection:
        connection.execute(statement)
