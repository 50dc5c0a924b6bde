"""Runs every benchmark, or those named: `python -m benchmarks [forms ...]`."""

import importlib
import sys
from pathlib import Path

from benchmarks.result import report


def main(wanted: list[str]) -> int:
    """Run the benchmarks of the folders named, or all of them, and print what they measured."""
    for path in sorted(Path(__file__).parent.glob("*/bench_*.py")):
        if wanted and path.parent.name not in wanted:
            continue
        module = importlib.import_module(f"benchmarks.{path.parent.name}.{path.stem}")
        print(f"{path.parent.name}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
        print(report(list(module.run())), end="\n\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
