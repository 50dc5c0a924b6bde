"""The column that blocks are set in, and what all kinds of blocks are asked and given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from assembly.render.lines.drawn import Block, Frame, Shape, Stripe, Tag
from assembly.render.lines.elsewhere import Elsewhere
from assembly.render.lines.look import Edge, Look
from assembly.render.lines.text import Setting


@dataclass(frozen=True, slots=True)
class Column:
    """Where blocks are set: how wide, on which grid (points from line to line; 0 without), with which tag around them."""

    setting: Setting
    wide: float
    grid: float
    tag: Tag


@dataclass(slots=True)
class Row:
    """A block in its column, and whether a page may end before it: "auto", "avoid" or, where it must, "page".

    `heading` is what stands above it again where its page begins within a table. `gap` is the room above it, in points,
    but at the head of a page that ended where it might. A block that may be parted is not: no page ends in it here.
    """

    block: Block
    before: str
    heading: Block | None = None
    gap: float = 0.0
    may_be_parted: bool = False


def stronger(*said: str) -> str:
    """Return what holds of several things that are said about one page end."""
    return "page" if "page" in said else "avoid" if "avoid" in said else "auto"


def children(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements in an element that holds blocks, remarks left out.

    Raises:
        Elsewhere: it has text outside any block.
    """
    if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
        raise Elsewhere("text outside any block")
    return (child for child in element if isinstance(child.tag, str))


def borders(look: Look, left: float, top: float, wide: float, high: float) -> list[Shape]:
    """Return the borders of a box whose border's outer edge is given."""
    return _edges(look.borders, left, top, wide, high)


def outline(look: Look, left: float, top: float, wide: float, high: float) -> list[Shape]:
    """Return the outline of a box whose border's outer edge is given; it takes no room of its own."""
    edge = look.outline
    out = look.outline_offset + edge.width
    return _edges((edge,) * 4, left - out, top - out, wide + 2 * out, high + 2 * out)


def _edges(edges: Sequence[Edge], left: float, top: float, wide: float, high: float) -> list[Shape]:
    up, right, down, along = edges
    if up == right == down == along:
        return [Frame(left, top, wide, high, up.width, up.colour)] if up.width else []
    found = [
        Stripe(left, top, wide, up.width, up.colour),
        Stripe(left + wide - right.width, top, right.width, high, right.colour),
        Stripe(left, top + high - down.width, wide, down.width, down.colour),
        Stripe(left, top, along.width, high, along.colour),
    ]
    return [stripe for stripe in found if stripe.wide > 0 and stripe.high > 0]
