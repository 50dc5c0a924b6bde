"""The Word road: a Word template is filled, read by its named styles, and laid out for the court."""

from assembly.render.word.engine import render, render_file, title_of

__all__ = ["render", "render_file", "title_of"]
