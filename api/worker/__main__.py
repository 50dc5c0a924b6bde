"""Runs workers: `python -m api.worker [--concurrency N] [--beat]`. Any number, on any machine."""

import argparse

from api.logs import configure_logs
from api.settings import Settings
from api.worker.run import run_worker


def main() -> None:
    """Read the settings and work until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m api.worker")
    parser.add_argument("--concurrency", type=int, help="processes; COURTPACKET_WORKERS where not given")
    parser.add_argument(
        "--beat", action="store_true", help="also wake the sweeper; one such worker is enough"
    )
    parser.add_argument("--parent", type=int, help="stop when this process is gone")
    given = parser.parse_args()
    settings = Settings()
    configure_logs(as_json=settings.log_json)
    run_worker(
        settings, concurrency=given.concurrency or settings.workers, beat=given.beat, parent=given.parent
    )


if __name__ == "__main__":
    main()
