"""The named styles that the layouts know, and what each is in HTML."""

HEADINGS = {"paper-title": "h1", "title": "h1", **{f"heading-{n}": f"h{min(n + 1, 6)}" for n in range(1, 10)}}
GROUPED = {
    "agency-block", "notice", "quotation", "signature-name", "small-note", "caption-text", "caption-role", "normal",
    "table-text",
}  # fmt: skip
NO_EMPTY = {
    "agency-block", "caption-text", "caption-role", "table-text", "table-head", "form-label", "form-label-centered",
    "form-title", "form-title-box", "item", "item-2", "item-3", "item-continued", "item-2-continued",
    "item-3-continued", "notice", "signature-name", "small-note", "numbered-paragraph",
}  # fmt: skip
KNOWN = (
    NO_EMPTY
    | GROUPED
    | {"normal", "court-title", "body-text", "body-text-flush", "signature-line", *HEADINGS}
)
LABELLED = {"item", "item-2", "item-3", "numbered-paragraph"}
"""Styles whose first tab, or list number, ends a label for which the layout keeps a column."""

KNOWN_TABLES = {"court-table", "caption-table"}
OWN_TABLE = "own-table"
"""The class of a table whose lines and looks come from the Word file, not from the layout."""
