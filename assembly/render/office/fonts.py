"""Numbers the fonts of LibreOffice's PDF by their names: LibreOffice numbers them as memory happens to hold them."""

import hashlib
from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator


def number_fonts(pdf: pikepdf.Pdf) -> None:
    """Name every font, in the resources, in what is drawn with them and in itself, by its place in their order."""
    seen: dict[tuple[int, int], Mapping[str, str]] = {}
    for holder in [page.obj for page in pdf.pages] + [thing for thing in pdf.objects if _draws(thing)]:
        resources = holder.get("/Resources", Dictionary())
        fonts = resources.get("/Font")
        if fonts is None:
            continue
        # Shared by many: renamed once, by whichever of the three is an object of its own.
        shared = next(thing.objgen for thing in (fonts, resources, holder) if thing.objgen != (0, 0))
        if shared not in seen:
            seen[shared] = _renamed(fonts)
        anew = _written_anew(holder, seen[shared])
        if isinstance(holder, pikepdf.Stream):
            holder.write(anew)
        else:
            holder.Contents = pdf.make_stream(anew)


def _draws(thing: Object) -> bool:
    is_stream = isinstance(thing, pikepdf.Stream)
    return is_stream and (thing.get("/Subtype") == Name.Form or "/PatternType" in thing)


def _renamed(fonts: Object) -> dict[str, str]:
    """Name the fonts of one dictionary anew; return the new name of each old one."""
    ordered = sorted(fonts.keys(), key=lambda name: _identity(fonts[name]))
    held = {name: fonts[name] for name in ordered}
    for name in ordered:
        del fonts[name]
    for number, name in enumerate(ordered):
        font = held[name]
        _mark(font, f"{chr(65 + number // 26 % 26)}{chr(65 + number % 26)}AAAA")
        fonts[f"/F{number + 1}"] = font
    return {name: f"/F{number + 1}" for number, name in enumerate(ordered)}


def _identity(font: Object) -> tuple[str, bytes]:
    inner = font.get("/DescendantFonts", Array([font]))[0]
    descriptor = inner.get("/FontDescriptor", Dictionary())
    program = next(
        (descriptor[key] for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor), None
    )
    digest = hashlib.sha256(program.read_bytes()).digest() if program is not None else b""
    return str(font.get("/BaseFont", "")).rpartition("+")[2], digest


def _mark(font: Object, mark: str) -> None:
    """Give a font and its parts one mark before their name."""
    inner = font.get("/DescendantFonts", Array([font]))[0]
    descriptor = inner.get("/FontDescriptor", Dictionary())
    for part, key in ((font, "/BaseFont"), (inner, "/BaseFont"), (descriptor, "/FontName")):
        before, plus, name = str(part.get(key, "")).rpartition("+")
        if plus and before:
            part[key] = Name(f"/{mark}+{name}")


def _written_anew(holder: Object, names: Mapping[str, str]) -> bytes:
    told = []
    drawn = holder if isinstance(holder, pikepdf.Stream) else pikepdf.Page(holder)
    for operands, operator in pikepdf.parse_content_stream(drawn):
        if operator == Operator("Tf"):
            told.append(([Name(names.get(str(operands[0]), str(operands[0]))), operands[1]], operator))
        else:
            told.append((operands, operator))
    anew: bytes = pikepdf.unparse_content_stream(told)
    return anew
