"""Batches: one packet over many cases, each case on its own."""
