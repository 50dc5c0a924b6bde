"""Signs that stand in text for something that is drawn, not set in type: check boxes and blanks.

They are private-use characters of their own class, so that no value of a case can pass for one: what
is not a `Sign` loses these characters before it is printed.
"""


class Sign(str):
    """Text that a filter made, in which the signs mean what they say."""

    __slots__ = ()


CHECKED = Sign("\ue0f1")
UNCHECKED = Sign("\ue0f0")
BLANK = Sign("\ue0f2")
REMOVED = dict.fromkeys(map(ord, CHECKED + UNCHECKED + BLANK))
