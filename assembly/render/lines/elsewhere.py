"""How setting in lines says that a paper is not for it."""


class Elsewhere(Exception):
    """The paper has something that is not set in lines, which the message names; WeasyPrint lays it out."""
