"""The files of a packet: listed, fetched, and shown page by page."""
