"""Marks, while a template is filled, where each value begins and ends and which facts it was read from.

Only for the trace map: the marks are private characters around each printed value, taken out again
before anything is counted. The document itself is never filled this way.
"""

import contextvars
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from assembly.render.environment import environment
from assembly.render.filters import printed

BEGIN, FIRST, MOST = "\U000f0000", 0xF0001, 0xFFF0
END = "\U000ffffd"
NAME = "__traced__"


@dataclass
class Record:
    """The values of one filling: for each the JSON pointers of its facts and the text it printed.

    `sources` gives for each name that is worked out the pointers of the facts that it rests on.
    """

    sources: Mapping[str, Sequence[str]] = field(default_factory=dict)
    values: list[tuple[tuple[str, ...], str]] = field(default_factory=list)


RECORD: contextvars.ContextVar[Record] = contextvars.ContextVar("record")


class TracingEnvironment(ImmutableSandboxedEnvironment):
    """The engines' environment, but every value that a template prints goes through `traced`."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Tracer().visit(super()._parse(source, name, filename))
        return tree


def tracing_environment() -> ImmutableSandboxedEnvironment:
    """Return the engines' environment with tracing."""
    plain = environment()
    made = TracingEnvironment(autoescape=True, undefined=plain.undefined, finalize=printed)
    made.filters, made.globals = plain.filters, {**plain.globals, NAME: traced}
    return made


def traced(value: object, holders: Sequence[tuple[object, str]], roots: Sequence[str] = ()) -> object:
    """Return what a value prints, between marks, and note the facts it was read or worked out from.

    `roots` are the names that the printed expression begins with, directly or by the loops it is in.
    """
    shown = printed(value)
    pointers = dict.fromkeys(
        _fact(holder, name) for holder, name in holders if isinstance(_pointer(holder), str)
    )
    record = RECORD.get()
    pointers |= dict.fromkeys(pointer for root in roots for pointer in record.sources.get(root, ()))
    if not pointers or not str(shown):
        return shown
    values = record.values
    if len(values) >= MOST:
        return shown
    values.append((_exact(tuple(pointers)), str(shown)))
    return Markup(f"{BEGIN}{chr(FIRST + len(values) - 1)}") + escape(shown) + Markup(END)  # noqa: S704 - marks only


@lru_cache(maxsize=1024)
def _exact(pointers: tuple[str, ...]) -> tuple[str, ...]:
    """Return pointers without those that lead to what holds another."""
    wider = {pointer[:at] for pointer in pointers for at, sign in enumerate(pointer) if sign == "/"}
    return tuple(pointer for pointer in pointers if pointer not in wider)


def _fact(holder: object, name: str) -> str:
    """Return the pointer of a fact; of what is made from several, such as a whole name, that of its holder."""
    is_field = name in getattr(type(holder), "_watched_fields", ())
    return f"{_pointer(holder)}/{name}" if is_field else str(_pointer(holder))


def _pointer(holder: object) -> object:
    """Return the JSON pointer of a watched value; None for anything else."""
    try:
        return object.__getattribute__(holder, "_pointer")
    except AttributeError:
        return None


class _Tracer(NodeTransformer):
    def __init__(self) -> None:
        self.loops: dict[str, list[str]] = {}

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - the visitor's name
        roots = self.roots(node.iter)
        for target in _names(node.target):
            self.loops[target] = roots
        return self.generic_visit(node)

    def visit_Assign(self, node: nodes.Assign) -> nodes.Node:  # noqa: N802 - the visitor's name
        roots = self.roots(node.node)
        for target in _names(node.target):
            self.loops[target] = roots
        return self.generic_visit(node)

    def roots(self, node: nodes.Node) -> list[str]:
        """Return the names that an expression begins with; a name set in the template stands for what it was set to."""
        return list(dict.fromkeys(root for name in _names(node) for root in self.loops.get(name, [name])))

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - the visitor's name
        node.nodes = [
            part if isinstance(part, nodes.TemplateData) else self._wrapped(part) for part in node.nodes
        ]
        return node

    def _wrapped(self, part: nodes.Expr) -> nodes.Expr:
        reads = [read for read in part.find_all(nodes.Getattr) if _is_path(read.node)]
        if isinstance(part, nodes.Getattr) and _is_path(part.node):
            reads.append(part)
        pairs: list[nodes.Expr] = [
            nodes.Tuple([read.node, nodes.Const(read.attr)], "load", lineno=part.lineno) for read in reads
        ]
        roots: list[nodes.Expr] = [nodes.Const(root, lineno=part.lineno) for root in self.roots(part)]
        name = nodes.Name(NAME, "load", lineno=part.lineno)
        told = [part, nodes.List(pairs, lineno=part.lineno), nodes.List(roots, lineno=part.lineno)]
        return nodes.Call(name, told, [], None, None, lineno=part.lineno)


def _names(node: nodes.Node) -> list[str]:
    own = [node.name] if isinstance(node, nodes.Name) else []
    return [*own, *(name.name for name in node.find_all(nodes.Name))]


def _is_path(node: nodes.Node) -> bool:
    """Whether an expression is names and dots alone, so that reading it twice changes nothing."""
    return isinstance(node, nodes.Name) or (isinstance(node, nodes.Getattr) and _is_path(node.node))
