"""Writes what an operator writes into an office's folder for a court."""

from pathlib import Path

from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

from efiling.transport.security import Identity

PASSWORD = "Kx9-unheard-of-Password-77"
PASSPHRASE = "open-Sesame-4711"


def secret(path: Path, content: bytes, mode: int = 0o600) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(mode)


def plain(folder: Path, **words: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "access.yaml").write_text("".join(f"{name}: {word}\n" for name, word in words.items()))


def pem(folder: Path, who: Identity, mode: int = 0o600) -> None:
    key = who.key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(PASSPHRASE.encode())
    )
    secret(folder / "certificate.pem", who.certificate.public_bytes(Encoding.PEM), 0o644)
    secret(folder / "key.pem", key, mode)
    secret(folder / "key-passphrase", f"{PASSPHRASE}\n".encode())


def p12(folder: Path, who: Identity) -> None:
    encryption = BestAvailableEncryption(PASSPHRASE.encode())
    secret(
        folder / "identity.p12",
        serialize_key_and_certificates(b"us", who.key, who.certificate, None, encryption),
    )
    secret(folder / "p12-passphrase", PASSPHRASE.encode())
