"""How messages travel: the embedded queue by default, RabbitMQ or Redis by address."""

from typing import Any
from urllib.parse import unquote, urlsplit

from api.errors import SettingsRefused
from api.settings import Settings

EMBEDDED = "api.worker.embedded:Transport"
# Redis gives an unacknowledged message to another worker after this long; above any job's lease.
REDIS_VISIBILITY_SECONDS = 3600
# A request does not wait for a broker that is away: its job is in the database, and the sweeper finds it.
AT_ONCE = {"max_retries": 0}
SILENT_SECONDS = 10


def broker_settings(settings: Settings) -> dict[str, Any]:
    """Return what Celery must know of the broker.

    Raises:
        SettingsRefused: the address is of no kind that we know.
    """
    scheme = urlsplit(settings.broker_url).scheme
    if scheme == "embedded":
        path = unquote(settings.broker_url.removeprefix("embedded://"))
        return {
            "broker_url": "memory://",
            "broker_transport": EMBEDDED,
            "broker_transport_options": {"path": path, "polling_interval": 0.1},
        }
    if scheme in ("amqp", "amqps"):
        return {
            "broker_url": settings.broker_url,
            "broker_transport_options": {"confirm_publish": True, **AT_ONCE},
        }
    if scheme in ("redis", "rediss"):
        options = {
            "visibility_timeout": REDIS_VISIBILITY_SECONDS,
            "socket_timeout": SILENT_SECONDS,
            "socket_keepalive": True,
            **AT_ONCE,
        }
        return {"broker_url": settings.broker_url, "broker_transport_options": options}
    raise SettingsRefused(
        "COURTPACKET_BROKER_URL must be like embedded:///folder/queue.sqlite3, "
        "amqp://user:secret@host// or redis://host/0."
    )
