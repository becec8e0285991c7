"""An imported question, held to the model of its type: what is written is what the build takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorm_builder.importing.imported import Fields, LeftOut
from scorm_builder.source.decode import decode
from scorm_builder.source.questions import models
from scorm_builder.source.schema import fields_of
from scorm_builder.source.yaml12 import Document

if TYPE_CHECKING:
    from collections.abc import Callable

MODELS: dict[str, type[models.Question]] = {
    "single": models.Single,
    "multiple": models.Multiple,
    "true-false": models.TrueFalse,
    "fill-in": models.FillIn,
    "numeric": models.Numeric,
    "matching": models.Matching,
    "sequencing": models.Sequencing,
    "likert": models.Likert,
    "open": models.Open,
}
"""The types that a question can be imported as."""
_FIRST = ("id", "type", "ask")
_LAST = ("hint", "explain", "weight", "feedback")


def checked(fields: Fields, lose: Callable[[str, str], None]) -> Fields:
    """The fields that have a value, in the order in which a person writes them.

    A field that the type does not have is lost; a value that it cannot have leaves the question out.
    """
    model = MODELS[fields["type"]]
    known = fields_of(model)
    own = [name for name in fields if name not in (*_FIRST, *_LAST)]
    taken: Fields = {}
    for name in (*_FIRST, *own, *_LAST):
        if name not in known and fields.get(name):
            lose(f"`{name}` is not carried over", f"a question of type `{fields['type']}` has none")
        elif name in known and fields.get(name) not in (None, "", {}):
            taken[name] = fields[name]
    document = Document("", {"id": "question", "ask": "", **taken})
    decode(document, model)
    if document.diagnostics:
        fault = document.diagnostics[0]
        raise LeftOut(fault.message, fault.hint)
    return taken
