"""Facts of cases: taken in once, kept as canonical JSON, checked against a packet."""
