"""The order of children in every element that we build, held against the schema by a test.

Augmentations of objects come first in their element; the rest is mostly in the order of the
alphabet by prefix and name, so that connected documents precede the lead. Only what we use is
listed.
"""

from efiling.ecf.v5.order_messages import MESSAGES
from efiling.ecf.v5.order_parts import PARTS

ORDER: dict[str, tuple[str, ...]] = {**MESSAGES, **PARTS}
