"""Turns a document type and what it may show into pages: one engine to each kind of source."""

from assembly.render.dispatch import render
from assembly.render.rendered import Rendered

__all__ = ["Rendered", "render"]
