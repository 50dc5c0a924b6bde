"""The optional road through LibreOffice, for Word files beyond our own converter."""

from assembly.render.office.engine import render, render_file

__all__ = ["render", "render_file"]
