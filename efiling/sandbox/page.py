"""The sandbox court's page: what arrived, and what became of it."""

from html import escape

from efiling.sandbox.court import SandboxCourt
from efiling.sandbox.records import EnvelopeRecord, ServiceRecord
from efiling.sandbox.saying import WORDS

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:0 auto;padding:1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.125rem;margin:2rem 0 0}p{margin:.25rem 0;max-width:44rem}
p.when{color:#4a4a4a;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem}
th,td{text-align:left;border-bottom:1px solid #b0b0b0;padding:.375rem .5rem;vertical-align:top;overflow-wrap:anywhere}
th{font-weight:600}td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.accepted{color:#155724}.rejected,.cancelled{color:#842029}
@media (max-width:40rem){thead{position:absolute;left:-9999px}tr{display:block;border-bottom:2px solid #888;padding:.375rem 0}
td,td.n{display:block;border:0;padding:.0625rem 0;text-align:left}
td::before{content:attr(data-name) ": ";color:#4a4a4a}}
"""


def page(court: SandboxCourt) -> str:
    """Return the page as HTML. Every value in it is text from a stranger, and escaped."""
    name = escape(court.profile.name)
    envelopes = "".join(_envelope(court, record) for record in reversed(court.envelopes))
    services = "".join(_service(court, record) for record in reversed(court.services))
    closed = "<p><strong>The court is out of order just now.</strong></p>" if court.is_closed else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="refresh" content="5">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{name}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{name}</h1>"
        f"<p>Invented, for trying things out. {len(court.envelopes)} envelope(s) so far.</p>{closed}"
        f"{envelopes or '<p>Nothing has arrived yet.</p>'}{services}</main></body></html>"
    )


def _envelope(court: SandboxCourt, record: EnvelopeRecord) -> str:
    rows = "".join(
        _row(
            ("Document", "lead" if document.is_lead else "connected"),
            ("Title", document.document.title),
            ("Reference", document.document.reference),
            ("Bytes", f"{document.document.size_bytes:,}"),
            ("Status", _outcome(WORDS.get(document.outcome, document.outcome), document.reason)),
        )
        for document in record.documents
    )
    what = f"{_dialect(record)}, received {_when(court, record)}, docket number {record.docket_number or 'none yet'}"
    filings = ", ".join(filing.filing_id for filing in record.filings)
    return (
        f"<section><h2>Envelope {escape(record.envelope_id)}</h2>"
        f'<p class="when">{escape(what)}</p><p class="when">Filing {escape(filings)}</p>'
        f"{_table(('Document', 'Title', 'Reference', 'Bytes', 'Status'), rows)}</section>"
    )


def _service(court: SandboxCourt, record: ServiceRecord) -> str:
    rows = "".join(
        _row(
            ("Recipient", recipient.name or "known by its id"),
            ("Contact", recipient.contact_id or "new"),
            ("Status", "served" if record.reported else recipient.status),
        )
        for recipient in record.receipt().recipients
    )
    return (
        f"<section><h2>Served without filing: {escape(record.envelope_id)}</h2>"
        f'<p class="when">{escape(_dialect(record))}, received {escape(_when(court, record))}</p>'
        f"{_table(('Recipient', 'Contact', 'Status'), rows)}</section>"
    )


def _dialect(record: EnvelopeRecord | ServiceRecord) -> str:
    how = record.how
    return f"ECF {how.edition}" + ("" if how.vendor else " without vendor elements")


def _when(court: SandboxCourt, record: EnvelopeRecord | ServiceRecord) -> str:
    return record.received_at.astimezone(court.profile.zone).strftime("%Y-%m-%d %H:%M:%S %Z")


def _outcome(word: str, reason: str) -> str:
    return f"{word} {reason}".strip()


def _table(names: tuple[str, ...], rows: str) -> str:
    heads = "".join(f'<th scope="col"{_side(name)}>{name}</th>' for name in names)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _row(*cells: tuple[str, str]) -> str:
    return "<tr>" + "".join(_cell(name, value) for name, value in cells) + "</tr>"


def _cell(name: str, value: str) -> str:
    shown = escape(value)
    if name == "Status":
        word = escape(value.partition(" ")[0])
        shown = f'<span class="{word}">{shown}</span>'
    return f'<td data-name="{name}"{_side(name)}>{shown}</td>'


def _side(name: str) -> str:
    return ' class="n"' if name == "Bytes" else ""
