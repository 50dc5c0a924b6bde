"""One file for each group of mends; a mend is found by looking, nothing lists them."""
