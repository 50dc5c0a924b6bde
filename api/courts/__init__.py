"""Courts: their profiles, and the connections to them."""
