"""Binds finished PDFs into one: bookmarks, page labels, properties, tags, and nothing else left in."""

from assembly.bundle.merge import Bundled, Part, bundle

__all__ = ["Bundled", "Part", "bundle"]
