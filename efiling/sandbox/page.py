"""The sandbox court's page: what arrived, and what became of it."""

from html import escape

from efiling.sandbox.court import SandboxCourt
from efiling.sandbox.saying import WORDS

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}"
    "th,td{text-align:left;border-bottom:1px solid #bbb;padding:.3rem .6rem;vertical-align:top}"
    "h2{margin-bottom:0}p.when{margin-top:0;color:#555}"
)


def page(court: SandboxCourt) -> str:
    """Return the page as HTML. Every value in it is text from a stranger, and escaped."""
    envelopes = "".join(_envelope(court, number) for number in reversed(range(len(court.envelopes))))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="refresh" content="5"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(court.profile.name)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(court.profile.name)}</h1>"
        f"<p>Invented, for trying things out. {len(court.envelopes)} envelope(s) so far.</p>"
        f"{envelopes or '<p>Nothing has arrived yet.</p>'}</body></html>"
    )


def _envelope(court: SandboxCourt, number: int) -> str:
    record = court.envelopes[number]
    received = record.received_at.astimezone(court.profile.zone).strftime("%Y-%m-%d %H:%M:%S %Z")
    rows = "".join(
        f"<tr><td>{'lead' if document.is_lead else 'connected'}</td>"
        f"<td>{escape(document.document.title)}</td>"
        f"<td>{escape(document.document.reference)}</td>"
        f"<td>{document.document.size_bytes:,}</td>"
        f"<td>{escape(WORDS.get(document.outcome, document.outcome))} {escape(document.reason)}</td></tr>"
        for document in record.documents
    )
    return (
        f"<section><h2>Envelope {escape(record.envelope_id)}</h2>"
        f'<p class="when">ECF {escape(record.version)}, received {received}, '
        f"docket number {escape(record.docket_number or 'none yet')}</p>"
        "<table><thead><tr><th>Document</th><th>Title</th><th>Reference</th><th>Bytes</th><th>Status</th></tr>"
        f"</thead><tbody>{rows}</tbody></table></section>"
    )
