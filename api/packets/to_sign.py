"""Who signs which paper of a packet, and in which form its court takes the signature."""

from collections.abc import Callable
from dataclasses import dataclass

from api.preflight.signers import signers_of
from assembly.catalog import Catalog
from assembly.errors import UnknownName
from assembly.model.document import Document, Packet, Role
from assembly.model.facts import Facts
from efiling.courts import CourtProfile
from efiling.signing import SignatureForm, ruling

ATTORNEY = "agency_attorney"


@dataclass(frozen=True, slots=True)
class ToSign:
    """One place of one paper. `names` are those of whoever may sign there; `source` is where the court says how.

    `oath` says that it is signed under penalty of perjury, `file` names the PDF. `signed_as` is the
    name that stands there typed already, and `original` the page of the file, from 1, that shows it signed in
    ink; 0 where none does.
    """

    paper: str
    title: str
    file: str
    slot: str
    names: tuple[str, ...]
    form: SignatureForm
    oath: bool = False
    source: str = ""
    signed_as: str = ""
    original: int = 0

    @property
    def by_typing(self) -> bool:
        """Whether the agency's attorney is to sign here by typing, on approval."""
        open_place = not self.signed_as and not self.original
        return self.slot == ATTORNEY and self.form is SignatureForm.TYPED and open_place


def to_sign(
    packet: Packet,
    facts: Facts,
    word: Callable[[Document], bytes | None],
    *,
    court: CourtProfile,
    catalog: Catalog,
) -> tuple[ToSign, ...]:
    """Return every place to sign in a packet, in the order of its papers.

    `word` gives a document's Word file, None where it has none. A typed signature goes where the Word
    file keeps an empty place for it; a paper under oath with more than one place of the same name is
    signed in ink, since nobody can tell which of them is the oath.
    """
    found: list[ToSign] = []
    for document in packet.documents:
        try:
            kind = catalog.document_type(document.type_id)
        except UnknownName:
            continue
        filed = document.role is not Role.NOT_FILED
        for signer in signers_of(kind, facts):
            how = ruling(court, slot=signer.slot, filer=signer.filer, perjury=signer.perjury)
            form, mark = how.form, _mark(facts, document, signer.names)
            signed_as = mark if signer.slot == ATTORNEY else ""
            if not signed_as and form is SignatureForm.TYPED and _stands_empty(document, signer.names):
                form = SignatureForm.INK  # a page that was signed in ink is not changed any more
            if not signed_as and signer.slot == ATTORNEY and form is SignatureForm.TYPED:
                form = _typed(word(document), signer.names[0], perjury=kind.perjury, filed=filed)
            found.append(
                ToSign(
                    paper=document.type_id,
                    title=document.title,
                    file=document.pdf_path,
                    slot=signer.slot,
                    names=signer.names,
                    form=form,
                    oath=signer.perjury,
                    source=how.source,
                    signed_as=signed_as,
                    original=_original(document, signer.names),
                )
            )
    return tuple(found)


def _original(document: Document, names: tuple[str, ...]) -> int:
    """Return the page of a paper's file that shows one of these names signed in ink, 0 where none does."""
    shown = (one.page for one in document.originals if set(one.signers) & set(names))
    return next((document.first_page + page - 1 for page in shown), 0)


def _stands_empty(document: Document, names: tuple[str, ...]) -> bool:
    """Whether a page that shows a signed original has an empty place of one of these names."""
    return any(set(one.unsigned) & set(names) for one in document.originals)


def _mark(facts: Facts, document: Document, names: tuple[str, ...]) -> str:
    """Return the name in which a paper is signed by typing already, empty where it is not."""
    given = (one.name for one in facts.signatures if document.type_id in one.papers and one.name in names)
    return next(given, "")


def _typed(word: bytes | None, name: str, *, perjury: bool, filed: bool) -> SignatureForm:
    """Return whether a signature can be typed into a paper; what is not filed is signed as it is served."""
    from assembly.render.word.sign import count_places

    if word is None or not filed:
        return SignatureForm.INK
    places = count_places(word, name)
    return SignatureForm.TYPED if places == 1 or (places > 1 and not perjury) else SignatureForm.INK
