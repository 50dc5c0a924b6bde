"""The order of children in every element that we build, held against the schema by a test.

Inherited fields come first and extension fields last. Only what we use is listed.
"""

from efiling.ecf.v4.order_messages import MESSAGES
from efiling.ecf.v4.order_parts import PARTS

ORDER: dict[str, tuple[str, ...]] = {**MESSAGES, **PARTS}
