"""One file for each group of checks; a check is found by looking, nothing lists them."""
