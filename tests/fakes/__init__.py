"""Stand-ins for the outer world: a clock, an assembler, a court."""
