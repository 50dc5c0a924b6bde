"""The Jinja environment of every engine: sandboxed, strict, escaping on, with our filters and no loader."""

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assembly.render.filters import FILTERS, printed


def environment() -> ImmutableSandboxedEnvironment:
    """Return an environment in which a template can show, repeat and format, and reach nothing else.

    Values are escaped, never run: a value that looks like a tag prints as it stands.
    """
    made = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=printed)
    made.filters = {**made.filters, **FILTERS}
    made.globals = {"range": made.globals["range"]}
    return made
