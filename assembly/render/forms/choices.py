"""Settles which box or button a value marks, and how a choice from a list is shown."""

from typing import Any

from assembly.errors import TemplateFault
from assembly.render.forms.mapping import BindingKind
from assembly.render.forms.prepared import Slot
from assembly.render.forms.values import plain


def on_value(slot: Slot, value: Any) -> str | None:
    """Return the on-value of the button to mark, "" for the field's only box, or None for none."""
    binding = slot.binding
    if binding.kind is BindingKind.LEFT_TO or value is None:
        return None
    word = plain(value)
    if binding.kind is BindingKind.CHECK:
        if binding.expected is None:
            marked = value is True
        elif isinstance(value, tuple):
            marked = binding.expected in map(plain, value)
        else:
            marked = word == binding.expected
        return "" if marked else None
    if not word:
        return None
    on = dict(binding.marks).get(word, word)
    known = [place.widget.on for place in slot.places]
    if on not in known:
        raise TemplateFault(
            slot.label, slot.field.name, word, "is no choice of this field.", f"It has {', '.join(known)}."
        )
    return on


def shown_choice(slot: Slot, source: str) -> str:
    """Return a choice as the list shows it, given as it is stored or as it is shown."""
    options = slot.field.options
    shown = next((text for stored, text in options if source in (stored, text)), None)
    if shown is not None or slot.field.editable:
        return source if shown is None else shown
    known = ", ".join(text for _, text in options)
    raise TemplateFault(
        slot.label, slot.field.name, source, "is no choice of this field.", f"It has {known}."
    )
