"""Everything that a service function is given, opened once a process from the settings."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from api.clock import Clock, utc_now
from api.courts.gateway import Courts, ProfiledCourts
from api.ids import JobId
from api.packets.assembler import Assembler, FolderAssembler
from api.settings import Settings
from api.storage.blobs import BlobStore
from api.storage.engine import open_engine
from api.storage.keys import open_keys
from api.storage.migrate import migrate
from api.storage.unit_of_work import Database


@dataclass
class Services:
    """The settings, the stores, the clock, and the two outer worlds: assembly and the courts."""

    settings: Settings
    database: Database
    blobs: BlobStore
    clock: Clock
    assembler: Assembler
    courts: Courts
    callback_path: str

    @property
    def callback_url(self) -> str:
        """Where courts report to."""
        return f"{self.settings.public_url.rstrip('/')}{self.callback_path}"

    def close(self) -> None:
        """Close the connections to the database."""
        self.database.engine.dispose()


def open_services(
    settings: Settings,
    *,
    enqueue: Callable[[str, JobId], None],
    clock: Clock = utc_now,
    assembler: Assembler | None = None,
    courts: Courts | None = None,
) -> Services:
    """Open the database, bring it to its newest form, and return what the service works with."""
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = open_engine(settings.database_url)
    migrate(engine)
    database = Database(engine, clock=clock, enqueue=enqueue)
    path = f"/courts/{_callback_secret(settings, database)}/filing-assembly"
    return Services(
        settings=settings,
        database=database,
        blobs=open_blobs(settings),
        clock=clock,
        assembler=assembler or FolderAssembler(settings.templates),
        courts=courts
        or ProfiledCourts(settings, clock=clock, callback_url=f"{settings.public_url.rstrip('/')}{path}"),
        callback_path=path,
    )


def open_blobs(settings: Settings) -> BlobStore:
    """Return the stored files, encrypted; a packet's own folder, which holds it open anyway, has no keys.

    An office's first start makes its first key. Where something is stored already, none is made:
    what cannot be read is never covered up by a fresh key.

    Raises:
        SettingsRefused: the keys cannot be used, or one is missing that something is encrypted with.
    """
    used = BlobStore.keys_used_in(settings.blobs)
    return BlobStore(settings.blobs, open_keys(settings.keys, make=settings.has_own_home and not used))


def _callback_secret(settings: Settings, database: Database) -> str:
    """Return the part of the callback's address that nobody can guess: set, or made once and kept."""
    if settings.callback_secret is not None:
        return settings.callback_secret.get_secret_value()
    with database.unit_of_work() as work:
        return work.accounts.secret("callback", secrets.token_urlsafe(32))
