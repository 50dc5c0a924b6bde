"""Packets: made by a worker, looked at page by page, approved by the hash of their bytes."""
