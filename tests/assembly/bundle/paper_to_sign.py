"""A paper that is signed in ink, made from code: sums, dates and numbers, an oath, and a line to sign on."""

import weasyprint

from assembly import fonts

SIGN = (324.0, 560.0, 540.0, 602.0)
"""The space above the printed name, in points from the top left."""
DATE = (112.0, 548.0, 220.0, 562.0)
"""The line beside the label of the date."""

WORDS = (
    "The obligor was ordered to pay $1,875.00 a month from June 1, 2026 in case 26DR10442.",
    "The obligor has not paid the installments of July and August in full.",
    "The unpaid balance is $2,304.67 and interest runs at ten percent a year.",
    "I declare under penalty of perjury that the foregoing is true and correct.",
)


def paper(*words: str, family: str = "Tinos", size: float = 12) -> bytes:
    """Return a page with these paragraphs, or the usual ones, over a place to sign."""
    face = f"file://{fonts.__path__[0]}/{family.lower()}/{family}-Regular.ttf"
    told = "".join(f"<p>{line}</p>" for line in words or WORDS)
    style = (
        f"@font-face {{font-family: {family}; src: url({face})}} * {{font-family: {family}; font-size: {size}pt}}"
        "@page {size: letter; margin: 1in} .sign {position: absolute; left: 252pt; top: 530pt}"
        ".date {position: absolute; left: 0; top: 476pt} .line {border-top: 1pt solid; width: 200pt}"
        ".blank {position: absolute; left: 36pt; top: 490pt; width: 120pt; border-top: 1pt solid}"
    )
    foot = '<p class="date">Dated:</p><div class="blank"></div><div class="sign"><div class="line"></div>Teresa Quintero</div>'
    html = (
        f'<html lang="en"><head><title>t</title><style>{style}</style></head><body>{told}{foot}</body></html>'
    )
    made: bytes = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    return made
