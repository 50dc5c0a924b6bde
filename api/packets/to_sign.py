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
    name that stands there typed already.
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

    @property
    def by_typing(self) -> bool:
        """Whether the agency's attorney is to sign here by typing, on approval."""
        return self.slot == ATTORNEY and self.form is SignatureForm.TYPED and not self.signed_as


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
                )
            )
    return tuple(found)


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
