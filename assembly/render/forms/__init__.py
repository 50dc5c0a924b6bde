"""Forms: official blanks and our own layouts, read once, stamped with each case's values, flattened.

blank.py        reads a blank: pages and fields, within limits
fingerprint.py  is it the mapped edition?
library.py      the blanks an office has installed
rendition.py    our own layout, made into a blank once
mapping.py      form.yaml: which value goes into which field
background.py   what is the same in every case, as finished bytes (draft.py, layers, substitutes, tags)
prepared.py     mapping and blank joined
fill.py         one case: values fitted (fit.py), drawn (stamp.py), overflow (addendum.py)
output.py       one case's file;  print_stream.py: many cases in one
overlay.py      proof that the official text is untouched
"""

from assembly.render.forms.engine import render
from assembly.render.forms.library import FormLibrary, current_library, library_in_use, use_library

__all__ = ["FormLibrary", "current_library", "library_in_use", "render", "use_library"]
