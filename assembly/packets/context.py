"""What a template sees: the facts by their names, the computed figures, and the document itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assembly.catalog import DocumentType
from assembly.errors import TemplateFault
from assembly.model.document import FormEdition, SecurityClass
from assembly.model.facts import Facts
from assembly.packets.usage import watched

_HIDDEN = {"provenance", "attestations"}

Computed = Callable[[Facts], object]


@dataclass(frozen=True, slots=True)
class DocumentInPacket:
    """The document as its own template sees it, under the name `document`.

    `attachments` are the titles of what stands behind it in the same file.
    """

    id: str
    title: str
    language: str
    security: SecurityClass
    form: FormEdition | None = None
    packet: str = ""
    attachments: tuple[str, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """The names of one document, its title, and the pointers of the facts read through them so far.

    `worked_out` holds for each name that is worked out the pointers of the facts that it rests on.
    """

    names: Mapping[str, object]
    title: str
    seen: set[str]
    worked_out: Mapping[str, set[str]] = field(default_factory=dict)

    @property
    def used(self) -> frozenset[str]:
        """Every fact that was read, directly or for a figure."""
        return frozenset(self.seen.union(*self.worked_out.values()))

    @property
    def sources(self) -> dict[str, tuple[str, ...]]:
        """For each name that is worked out the facts behind it, in order."""
        return {name: tuple(sorted(pointers)) for name, pointers in self.worked_out.items()}


def build_context(
    document: DocumentType,
    facts: Facts,
    compute: Mapping[str, Computed] | None = None,
    *,
    packet: str = "",
    attachments: tuple[str, ...] = (),
    draft: bool = False,
) -> Context:
    """Return what `document` may show of `facts`, which must be protected already.

    `compute` gives for each name in the template the calculation behind it, which is worked out
    on the facts; what a calculation reads counts as read by the document.

    Raises:
        TemplateFault: the title of the document type can't be filled.
    """
    seen: set[str] = set()
    known = watched(facts, "", seen)
    names: dict[str, object] = {
        part.name: getattr(known, part.name) for part in fields(Facts) if part.name not in _HIDDEN
    }
    seen.clear()
    worked_out: dict[str, set[str]] = {name: set() for name in compute or {}}
    for name, calculation in (compute or {}).items():
        # Facts of its own to watch: one that another figure has read already is read here anew.
        names[name] = calculation(watched(facts, "", worked_out[name]))
    title = _filled_title(document, names)
    names["document"] = DocumentInPacket(
        id=document.id,
        title=title,
        language=document.language,
        security=document.security,
        form=document.form,
        packet=packet,
        attachments=attachments,
        draft=draft,
    )
    return Context(names, title, seen, worked_out)


def _filled_title(document: DocumentType, names: Mapping[str, object]) -> str:
    """Return the document's title with the facts in their places, as plain text on one line."""
    if "{" not in document.title:
        return document.title
    try:
        text = _titles().from_string(document.title).render(names)
    except TemplateError as error:
        raise TemplateFault(
            f"{document.id}/document.yaml",
            "title",
            document.title,
            f"{error.message or type(error).__name__}.",
            "Mend the tag; it may use the names of the facts.",
        ) from error
    return " ".join(text.split())


@cache
def _titles() -> ImmutableSandboxedEnvironment:
    """Return the environment of titles: no file, no network, no filter beyond Jinja's own."""
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
