"""What changed between two drafts, as data and as pages that an attorney reads."""

from assembly.render.redline.change import Change, ChangeKind, Comment
from assembly.render.redline.redline import Redline, redline, show_changes

__all__ = ["Change", "ChangeKind", "Comment", "Redline", "redline", "show_changes"]
