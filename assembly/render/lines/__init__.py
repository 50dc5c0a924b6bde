"""Sets papers on numbered lines itself: plain paragraphs, single-spaced blocks and tables, line by line.

Most of a pleading is plain text on a grid, which needs no general layout. What it does need of the stylesheet
(each element's look, the paper's furniture) is still WeasyPrint's, asked once in a process. A paper that has
anything else is laid out by WeasyPrint as a whole; see decision 0007.
"""

from assembly.render.lines.elsewhere import Elsewhere
from assembly.render.lines.engine import set_in_lines

__all__ = ["Elsewhere", "set_in_lines"]
