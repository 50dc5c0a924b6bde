"""Work that must be done once: kept in the database, carried by a queue that may lose it."""
