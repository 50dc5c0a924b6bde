"""Measurements. Each folder here holds modules `bench_*.py` with a function `run`; `python -m benchmarks` finds them."""
