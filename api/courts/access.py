"""What an office has been given by a court's operator: addresses, log-in, certificate, payment account.

It stands in the folder `courts/COURT` of the office (`COURTPACKET_COURTS`), beside each other:

    access.yaml                                what is no secret; see `Plain`
    password                                   the log-in's
    certificate.pem, key.pem, key-passphrase   what we sign with; or identity.p12, p12-passphrase
    ca.pem                                     the authority behind the court's own TLS, if it is not public

A state's folder (`courts/us-or`) serves all of its courts; a court's own wins part by part, and the
environment wins over both: `COURTPACKET_COURT_US_OR_LANE_PASSWORD`, or `..._PASSWORD_FILE` for a path.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.secret_file import SecretFileFault, read_secret_file

PLAIN = "access.yaml"
SECRETS: Mapping[str, str] = {
    "password": "password",
    "certificate": "certificate.pem",
    "key": "key.pem",
    "key_passphrase": "key-passphrase",
    "p12": "identity.p12",
    "p12_passphrase": "p12-passphrase",
}
"""Parts that stand in files of their own, and the names of these files. A certificate alone is no secret."""
CA_FILE = "ca.pem"
OPEN_TO_ALL = frozenset({"certificate"})
Address = Annotated[str, Field(max_length=500, pattern=r"^https?://[^\s{}]+$")]
Line = Annotated[str, Field(max_length=300, pattern=r"^[^\r\n]*$")]


class Plain(BaseModel):
    """`access.yaml`: everything that is no secret. `attorneys` gives the court's id by bar number."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    filing_review: Address | None = None
    court_record: Address | None = None
    court_policy: Address | None = None
    service: Address | None = None
    user_service: Address | None = None
    callback_url: Address | None = None
    location: Line | None = None
    submitter: Line | None = None
    email: Line | None = None
    payment_account: Line | None = None
    payment_kind: Line | None = None
    attorney: Line | None = None
    attorneys: dict[str, Line] = Field(default_factory=dict)
    algorithm: Literal["sha1", "sha256"] | None = None
    version: Literal["4", "5"] | None = None
    files_beside_message: bool | None = None


WORDS = tuple(name for name, part in Plain.model_fields.items() if name != "attorneys")


@dataclass(frozen=True, slots=True)
class Access:
    """What was found for a court. `origins` says where each part stands, `faults` what cannot be used.

    `secrets` are bytes as they stand in the files; nothing of them is ever printed.
    """

    court: str
    plain: Plain
    secrets: Mapping[str, bytes] = field(repr=False)
    ca_bundle: Path | None
    origins: Mapping[str, str]
    faults: tuple[str, ...]

    def attorney_id(self, bar_number: str) -> str:
        """Return the court's id of the attorney with that bar number, else of the office's attorney."""
        return self.plain.attorneys.get(bar_number) or self.plain.attorney or ""

    def secret_text(self, part: str) -> str:
        """Return a secret that is a line of text, without its line end; empty where there is none."""
        return self.secrets.get(part, b"").decode("utf-8", errors="replace").rstrip("\r\n")


def read_access(folder: Path, layers: tuple[str, ...], environment: Mapping[str, str]) -> Access:
    """Return what an office has for a court. Nothing is raised: what is wrong stands in `faults`.

    `layers` are the court and what it inherits from, nearest first, as in `CourtProfile.layers`.
    """
    reader = _Reader()
    for layer in reversed(layers):
        reader.folder(folder / layer)
    for layer in reversed(layers):
        reader.environment(layer, environment)
    return Access(
        court=layers[0],
        plain=reader.plain(),
        secrets=reader.secrets,
        ca_bundle=reader.ca_bundle,
        origins=reader.origins,
        faults=tuple(reader.faults),
    )


def variable(court: str, part: str) -> str:
    """Return the name of the environment's variable for one part of a court's access."""
    return f"COURTPACKET_COURT_{court.replace('-', '_').upper()}_{part.upper()}"


class _Reader:
    """Gathers parts; what is read later takes the place of what was read before."""

    def __init__(self) -> None:
        self.words: dict[str, object] = {}
        self.secrets: dict[str, bytes] = {}
        self.ca_bundle: Path | None = None
        self.origins: dict[str, str] = {}
        self.faults: list[str] = []

    def folder(self, folder: Path) -> None:
        if (folder / PLAIN).exists():
            self._plain_file(folder / PLAIN)
        for part, name in SECRETS.items():
            if (folder / name).exists():
                self._secret_file(part, folder / name, str(folder / name))
        if (folder / CA_FILE).exists():
            self._ca(folder / CA_FILE, str(folder / CA_FILE))

    def environment(self, court: str, environment: Mapping[str, str]) -> None:
        for part in WORDS:
            if text := environment.get(variable(court, part), ""):
                self._word(part, text, variable(court, part))
        for part in SECRETS:
            name = variable(court, part)
            if path := environment.get(f"{name}_FILE", ""):
                self._secret_file(part, Path(path), f"{name}_FILE")
            elif text := environment.get(name, ""):
                self.secrets[part], self.origins[part] = text.encode(), name
        if path := environment.get(variable(court, "CA_FILE"), ""):
            self._ca(Path(path), variable(court, "CA_FILE"))

    def plain(self) -> Plain:
        """Return the parts that are no secret; each that does not fit is left out and named."""
        try:
            return Plain.model_validate(self.words)
        except ValidationError as error:
            for fault in error.errors(include_input=False, include_url=False):
                part = str(fault["loc"][0])
                self.faults.append(f"{part} ({self.origins.get(part, PLAIN)}): {fault['msg'].lower()}")
                self.words.pop(part, None)
                self.origins.pop(part, None)
            return Plain.model_validate(self.words)

    def _plain_file(self, path: Path) -> None:
        try:
            found = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            self.faults.append(f"{path} cannot be read as YAML")
            return
        if found is None:
            return
        if not isinstance(found, dict):
            self.faults.append(f"{path} is not a mapping")
            return
        for part, word in found.items():
            if part in SECRETS:
                self.faults.append(f"{path}: {part} is a secret; put it into the file {SECRETS[part]} beside")
            else:
                self._word(str(part), word, str(path))

    def _word(self, part: str, word: object, origin: str) -> None:
        if part == "files_beside_message" and isinstance(word, str):
            word = word.lower() in ("true", "1", "yes")
        self.words[part], self.origins[part] = word, origin

    def _secret_file(self, part: str, path: Path, origin: str) -> None:
        try:
            self.secrets[part] = path.read_bytes() if part in OPEN_TO_ALL else read_secret_file(path)
        except SecretFileFault as fault:
            self.faults.append(str(fault))
        except OSError:
            self.faults.append(f"{path} cannot be read")
        else:
            self.origins[part] = origin

    def _ca(self, path: Path, origin: str) -> None:
        if path.is_file():
            self.ca_bundle, self.origins["ca_bundle"] = path, origin
        else:
            self.faults.append(f"{path} ({origin}) is not a file")
