"""What an office may set: one typed class, from the environment only, checked at start.

Every name is read with the prefix `COURTPACKET_`, such as `COURTPACKET_DATABASE_URL`. The
defaults run everything embedded in one folder, `COURTPACKET_HOME`, with no server.
"""

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

MEBIBYTE = 1024 * 1024


def _split(raw: object) -> object:
    """Turn "a, b" into its parts; a list stays what it is."""
    return [part.strip() for part in raw.split(",") if part.strip()] if isinstance(raw, str) else raw


def _zone(raw: object) -> object:
    """Turn the name of a time zone into it."""
    try:
        return ZoneInfo(raw) if isinstance(raw, str) else raw
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError("it names no time zone, such as America/Los_Angeles") from None


class Settings(BaseSettings):
    """The settings of one installation. Times are seconds, sizes bytes."""

    model_config = SettingsConfigDict(env_prefix="COURTPACKET_", extra="ignore", arbitrary_types_allowed=True)

    home: Path = Path("~/.courtpacket")
    office: Path | None = None
    database_url: str = ""
    broker_url: str = ""
    templates: Path | None = None
    schemas: Path | None = None
    forms: Path | None = None
    courts: Path | None = None
    key_file: Path | None = None
    public_url: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    workers: Annotated[int, Field(ge=1, le=256)] = 2
    secure_cookies: bool | None = None
    time_zone: Annotated[ZoneInfo, BeforeValidator(_zone)] = ZoneInfo("America/Los_Angeles")
    session_hours: Annotated[int, Field(ge=1, le=24)] = 8
    trusted_hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)] = (
        "127.0.0.1",
        "localhost",
    )
    callback_secret: SecretStr | None = None
    callback_networks: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)] = ()
    upload_bytes: Annotated[int, Field(ge=1024)] = 2 * MEBIBYTE
    exhibit_bytes: Annotated[int, Field(ge=1024)] = 100_000_000
    callback_bytes: Annotated[int, Field(ge=1024)] = 256 * MEBIBYTE
    copy_bytes: Annotated[int, Field(ge=1024)] = 64 * MEBIBYTE
    copy_seconds: Annotated[float, Field(gt=0)] = 60.0
    job_lease_seconds: Annotated[float, Field(gt=0)] = 300
    job_attempts: Annotated[int, Field(ge=1)] = 8
    sweep_seconds: Annotated[float, Field(gt=0)] = 15.0
    ask_seconds: Annotated[float, Field(gt=0)] = 60.0
    ask_at_most_seconds: Annotated[float, Field(gt=0)] = 3600.0
    settle_seconds: Annotated[float, Field(ge=0)] = 1800.0
    settle_looks: Annotated[int, Field(ge=1)] = 3
    court_url: str = ""
    submitter: str = "courtpacket"
    send_seconds: Annotated[float, Field(gt=0)] = 180
    log_json: bool = True

    @model_validator(mode="after")
    def _complete(self) -> "Settings":
        """Fill in what the embedded default derives from `home`."""
        self.home = self.home.expanduser().absolute()
        if not self.database_url:
            self.database_url = f"sqlite:///{self.home / 'courtpacket.sqlite3'}"
        if not self.broker_url:
            self.broker_url = f"embedded://{self.home / 'queue.sqlite3'}"
        if self.secure_cookies is None:
            self.secure_cookies = self.public_url.startswith("https://")
        self.office = self.office or self.home
        self.schemas = self.schemas or self.office
        self.forms = self.forms or self.office / "forms"
        self.courts = self.courts or self.office / "courts"
        return self

    @property
    def office_home(self) -> Path:
        """The office's folder: `home`, but where a packet's folder or a run has a home of its own."""
        return self.office or self.home

    @property
    def has_own_home(self) -> bool:
        """Whether this is the office itself, and not a packet's folder or a run with a home of its own."""
        return self.office_home == self.home

    @property
    def keys(self) -> Path:
        """The file of the keys that stored files are encrypted with."""
        return self.key_file or self.home / "keys"

    @property
    def blobs(self) -> Path:
        """The content-addressed folder of documents."""
        return self.home / "blobs"
