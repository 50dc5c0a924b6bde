"""Names: that every fact a template reads is there, followed through loops, choices and filters."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import nodes

from assembly.render.environment import environment
from assembly.render.lint.kinds import ANYTHING, Kind

ENVIRONMENT = environment()
KEEPING = {
    "list",
    "selectattr",
    "rejectattr",
    "select",
    "reject",
    "sort",
    "unique",
    "reverse",
    "default",
    "d",
}
BY_ATTRIBUTE = {"selectattr", "rejectattr"}
ENTRY = {"first", "last", "random", "min", "max"}


@dataclass(frozen=True, slots=True)
class UnknownFact:
    """A name that stands for nothing, the line on which it is, and the nearest that does."""

    line: int
    name: str
    nearest: str


def unknown_names(tree: nodes.Template, known: Mapping[str, Kind]) -> list[UnknownFact]:
    """Return every name in a parsed template that neither the facts nor the template itself gives."""
    reader = _Reader()
    reader.blocks(tree.body, dict(known))
    return list(dict.fromkeys(reader.found))


@dataclass
class _Reader:
    found: list[UnknownFact] = field(default_factory=list)

    def blocks(self, body: list[nodes.Node], scope: dict[str, Kind]) -> None:
        for node in body:
            self._block(node, scope)

    def _block(self, node: nodes.Node, scope: dict[str, Kind]) -> None:
        if isinstance(node, nodes.For):
            self._loop(node, scope)
        elif isinstance(node, nodes.Assign):
            self._give(node.target, self._kind(node.node, scope), scope)
        elif isinstance(node, nodes.If):
            self._kind(node.test, scope)
            for body in (node.body, node.elif_, node.else_):
                self.blocks(list(body), scope)
        elif isinstance(node, nodes.With):
            inside = dict(scope)
            for target, value in zip(node.targets, node.values, strict=True):
                self._give(target, self._kind(value, scope), inside)
            self.blocks(node.body, inside)
        elif isinstance(node, nodes.Macro | nodes.CallBlock):
            inside = {**scope, **{argument.name: ANYTHING for argument in node.args}, "caller": ANYTHING}
            self.blocks(node.body, inside)
            if isinstance(node, nodes.Macro):
                scope[node.name] = ANYTHING
        elif isinstance(node, nodes.AssignBlock):
            self.blocks(node.body, dict(scope))
            self._give(node.target, ANYTHING, scope)
        elif isinstance(node, nodes.Expr):
            self._kind(node, scope)
        else:
            for child in node.iter_child_nodes():
                self._block(child, scope)

    def _loop(self, node: nodes.For, scope: dict[str, Kind]) -> None:
        entry = self._kind(node.iter, scope).one
        inside = {**scope, "loop": ANYTHING}
        self._give(node.target, entry, inside)
        if node.test is not None:
            self._kind(node.test, inside)
        self.blocks(node.body, inside)
        self.blocks(node.else_, dict(scope))

    def _give(self, target: nodes.Node, kind: Kind, scope: dict[str, Kind]) -> None:
        """Put the names that a loop or a set gives into a scope; one that is given twice must agree."""
        if isinstance(target, nodes.Name):
            before = scope.get(target.name, kind)
            scope[target.name] = kind if before == kind else ANYTHING
        else:
            for name in target.find_all(nodes.Name):
                scope[name.name] = ANYTHING

    def _kind(self, node: nodes.Node, scope: Mapping[str, Kind]) -> Kind:
        """Return what an expression stands for, noting every unknown name in it."""
        if isinstance(node, nodes.Name):
            return self._name(node, scope)
        if isinstance(node, nodes.Getattr):
            return self._member(self._kind(node.node, scope), node.attr, _spelt(node.node), node.lineno)
        if isinstance(node, nodes.Getitem):
            holder = self._kind(node.node, scope)
            self._kind(node.arg, scope)
            return holder if isinstance(node.arg, nodes.Slice) else holder.one
        if isinstance(node, nodes.Filter):
            return self._filter(node, scope)
        kinds = [
            self._kind(child, scope) for child in node.iter_child_nodes() if isinstance(child, nodes.Node)
        ]
        if isinstance(node, nodes.CondExpr):
            kinds = [self._kind(part, scope) for part in (node.expr1, node.expr2) if part is not None]
        if isinstance(node, nodes.Or | nodes.And | nodes.CondExpr) and len(set(kinds)) == 1:
            return kinds[0]
        return ANYTHING

    def _name(self, node: nodes.Name, scope: Mapping[str, Kind]) -> Kind:
        if node.name in scope or node.name in ENVIRONMENT.globals:
            return scope.get(node.name, ANYTHING)
        self._note(node.lineno, node.name, "", scope)
        return ANYTHING

    def _member(self, holder: Kind, name: str, before: str, line: int) -> Kind:
        found = holder.member(name)
        if found is None:
            self._note(line, name, f"{before}.", holder.member_names())
        return found or ANYTHING

    def _filter(self, node: nodes.Filter, scope: Mapping[str, Kind]) -> Kind:
        kind = self._kind(node.node, scope) if node.node is not None else ANYTHING
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self._kind(argument, scope)
        path = _attribute(node)
        if path and (node.name in BY_ATTRIBUTE or node.name == "map"):
            reached = kind.one if kind.many else ANYTHING
            for part in path.split("."):
                reached = self._member(reached, part, _spelt(node.node), node.lineno)
            if node.name == "map":
                return Kind(reached.of, many=True) if not reached.many else ANYTHING
        if node.name in KEEPING:
            return kind
        return kind.one if node.name in ENTRY else ANYTHING

    def _note(self, line: int, name: str, before: str, known: Mapping[str, Kind] | list[str]) -> None:
        near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
        self.found.append(UnknownFact(line, f"{before}{name}", f"{before}{near[0]}" if near else ""))


def _attribute(node: nodes.Filter) -> str:
    """Return the attribute that `map`, `selectattr` or `rejectattr` names."""
    named = [pair.value for pair in node.kwargs if pair.key == "attribute"]
    first = named or ([] if node.name == "map" else node.args[:1])
    return str(first[0].value) if first and isinstance(first[0], nodes.Const) else ""


def _spelt(node: nodes.Node | None) -> str:
    """Return an expression as the template spells it, as far as it is names and dots."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_spelt(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{_spelt(node.node)}[]"
    return _spelt(node.node) if isinstance(node, nodes.Filter) else "…"
