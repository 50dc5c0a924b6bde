"""Courts as the office knows them."""
