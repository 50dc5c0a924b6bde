"""A PDF as the checks see it: structure, pages, text, shapes and pictures, each read once."""
