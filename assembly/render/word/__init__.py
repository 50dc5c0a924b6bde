"""The Word road: a Word template is filled, read by its named styles, and laid out for the court."""

from assembly.render.traced import TracedValue
from assembly.render.word.engine import render, render_file, title_of
from assembly.render.word.trace import trace, trace_json

__all__ = ["TracedValue", "render", "render_file", "title_of", "trace", "trace_json"]
