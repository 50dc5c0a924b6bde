"""Sets plain papers itself, pleadings on numbered lines and letters: paragraphs, blocks and tables, line by line.

Most of them is plain text, which needs no general layout. What it does need of the stylesheet
(each element's look, the paper's furniture) is still WeasyPrint's, asked once in a process. A paper that has
anything else is laid out by WeasyPrint as a whole; see decision 0007.
"""

from assembly.render.lines.elsewhere import Elsewhere
from assembly.render.lines.engine import set_in_lines

__all__ = ["Elsewhere", "set_in_lines"]
