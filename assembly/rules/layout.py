"""How the pages of a finished paper are laid out, as the rules on format look at it.

Source of what is measured: Cal. Rules of Court, rules 2.103-2.111 and 2.256; UTCR 2.010.
"""

from decimal import Decimal

from assembly.model.value import value


@value
class Layout:
    """The measures of one paper. Lengths are inches, type sizes points.

    Margins are the least of any page, `smallest_text` the smallest type of the body, and
    `numbered_lines` the fewest line numbers that a page has. `clerk_space` is whether the right
    half of the first page above the court's title is blank; `court_title_line` is the numbered
    line of that title, None where lines have no numbers. `first_page_top` is the blank height
    above the first words.
    """

    page_width: Decimal
    page_height: Decimal
    left_margin: Decimal
    right_margin: Decimal
    smallest_text: Decimal
    typefaces: tuple[str, ...]
    numbered_lines: int = 0
    footer_title: bool = False
    footer_size: Decimal = Decimal(0)
    footer_left: bool = False
    page_numbers: bool = False
    clerk_space: bool = False
    court_title_line: int | None = None
    first_page_top: Decimal = Decimal(0)
    dark_text: bool = True
    searchable: bool = True
    fonts_embedded: bool = True
    scripts: bool = False
