"""Filings: sent at most once, settled by asking, moved by callback and poll alike."""
