"""The database, the blobs, the audit trail, and the unit of work that ties them together."""
