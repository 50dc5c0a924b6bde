"""Pre-flight at the edge: a packet's papers and secrets put before the checks, and the certificate."""
