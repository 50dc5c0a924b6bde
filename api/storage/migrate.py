"""Bringing a database to the newest form of its tables, with Alembic."""

from contextlib import suppress
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

FOLDER = Path(__file__).parent / "migrations"
# Any fixed number: under this lock PostgreSQL lets one process at a time migrate.
LOCK = 0x436F7573


def migrate(engine: Engine) -> None:
    """Apply every migration that the database lacks. Safe to call from several processes at once."""
    if engine.dialect.name == "sqlite":
        _prefer_wal(engine)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        command.upgrade(_config(connection), "head")


def _config(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _prefer_wal(engine: Engine) -> None:
    """Let readers go on while somebody writes. The setting stays in the file."""
    raw = engine.raw_connection()
    try:
        with suppress(OperationalError):
            cursor = raw.cursor()
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.close()
    finally:
        raw.close()
