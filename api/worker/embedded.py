"""A message queue that needs no server: one SQLite file, spoken to by kombu.

kombu's own file transport can hand out a message that is still being written, and its
SQLAlchemy transport never deletes. This one takes a message and deletes it in one statement.
A worker that dies takes its messages with it; the sweeper queues them again from the database.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import virtual
from kombu.utils.json import dumps, loads

BUSY_SECONDS = 30
SCHEMA = """
CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY, queue TEXT NOT NULL, payload TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS messages_by_queue ON messages (queue, id);
"""
FIRST = "SELECT id FROM messages WHERE queue = ? ORDER BY id LIMIT 1"
TAKE = "DELETE FROM messages WHERE id = ? RETURNING payload"


class Channel(virtual.Channel):  # type: ignore[misc]
    """Queues as rows of one table."""

    supports_fanout = False
    _connection: sqlite3.Connection | None = None

    def _put(self, queue: str, message: dict[str, Any], **options: Any) -> None:
        with self._cursor() as cursor:
            cursor.execute("INSERT INTO messages (queue, payload) VALUES (?, ?)", (queue, dumps(message)))

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        # An idle queue is only read; the write lock is taken when there is something to take.
        with self._cursor() as cursor:
            while first := cursor.execute(FIRST, (queue,)).fetchone():
                if taken := cursor.execute(TAKE, first).fetchone():
                    return loads(taken[0])
        raise Empty

    def _size(self, queue: str) -> int:
        with self._cursor() as cursor:
            count = cursor.execute("SELECT count(*) FROM messages WHERE queue = ?", (queue,)).fetchone()
        return int(count[0])

    def _purge(self, queue: str) -> int:
        with self._cursor() as cursor:
            return cursor.execute("DELETE FROM messages WHERE queue = ?", (queue,)).rowcount

    def _delete(self, queue: str, *arguments: Any, **options: Any) -> None:
        self._purge(queue)

    def close(self) -> None:
        """Close the channel and its file."""
        super().close()
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def _cursor(self) -> Iterator[sqlite3.Cursor]:
        if self._connection is None:
            self._connection = open_queue(Path(self.connection.client.transport_options["path"]))
        cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()


class Transport(virtual.Transport):  # type: ignore[misc]
    """The embedded transport. Polls; `polling_interval` seconds is a transport option."""

    Channel = Channel
    default_port = 0
    driver_type = "embedded"
    driver_name = "sqlite3"
    connection_errors = (*virtual.Transport.connection_errors, sqlite3.Error)
    polling_interval = 0.1

    def driver_version(self) -> str:
        """Return the version of SQLite."""
        return sqlite3.sqlite_version


def open_queue(path: Path) -> sqlite3.Connection:
    """Open the queue's file, making it where it is missing. Every statement is its own transaction."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    with suppress(sqlite3.OperationalError):  # another process is making the same change
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.executescript(SCHEMA)
    return connection
