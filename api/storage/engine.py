"""Opening the database: SQLite in WAL mode by default, PostgreSQL by address."""

import sqlite3
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from api.errors import SettingsRefused
from api.private_folder import make_private_file

BUSY_SECONDS = 30

LINE = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
"""How long a line to a database server may be silent: seconds, and the last in milliseconds."""

LIMITS = ("SET lock_timeout = '60s'", "SET idle_in_transaction_session_timeout = '5min'")
"""A process that hangs in the middle keeps what it holds for so long, and nobody waits longer for it."""


def open_engine(url: str) -> Engine:
    """Return an engine for an SQLite or PostgreSQL address. No connection is made yet.

    Raises:
        SettingsRefused: the address is neither.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    kind = parsed.get_backend_name() if parsed else ""
    if parsed is None or kind not in ("sqlite", "postgresql"):
        raise SettingsRefused(
            "COURTPACKET_DATABASE_URL must be like sqlite:////folder/file.sqlite3 "
            "or postgresql+psycopg://user@host/database."
        )
    if kind == "postgresql":
        engine = create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            isolation_level="READ COMMITTED",  # what the locks of the stores are made for, whatever the server's default
            hide_parameters=True,
            connect_args=LINE,
        )
        event.listen(engine, "connect", _prepare_postgres)
        return engine
    if parsed.database and parsed.database != ":memory:":
        path = Path(parsed.database)
        path.parent.mkdir(parents=True, exist_ok=True)
        make_private_file(path)  # what SQLite writes beside it has the same mode
    engine = create_engine(parsed, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_postgres(connection: psycopg.Connection, record: Any) -> None:
    for limit in LIMITS:
        connection.execute(limit)
    connection.commit()


def _prepare_sqlite(connection: sqlite3.Connection, record: Any) -> None:
    """Leave transactions to us, and choose durability over the last bit of speed."""
    connection.isolation_level = None
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once, so that a transaction that read can always go on to write."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
