"""The elements of IEEE Learning Object Metadata (LOM 1.0) with its own words, as SCORM 2004 has them."""

from __future__ import annotations

from scorm_builder.verdict.grammar import Form, Forms, form
from scorm_builder.verdict.values import (
    Value,
    anything,
    count,
    language,
    lom_duration,
    lom_moment,
    one_of,
)


def _group(children: str) -> Form:
    """Children in any order."""
    return form(children, in_order=False)


_TEXTS = _group("string*")
_WORD = _group("source? value?")
_PLAIN = form(text=anything)
_LEVELS = ("very low", "low", "medium", "high", "very high")
_EASE = ("very easy", "easy", "medium", "difficult", "very difficult")
_VOCABULARY: dict[str, Value] = {
    "structure": one_of("atomic", "collection", "networked", "hierarchical", "linear"),
    "aggregationLevel": one_of("1", "2", "3", "4"),
    "status": one_of("draft", "final", "revised", "unavailable"),
    "role": one_of(
        "author", "publisher", "unknown", "initiator", "terminator", "validator", "editor",
        "graphical designer", "technical implementer", "content provider", "technical validator",
        "educational validator", "script writer", "instructional designer", "subject matter expert",
        "creator",
    ),
    "type": one_of("operating system", "browser"),
    "name": one_of(
        "pc-dos", "ms-windows", "macos", "unix", "multi-os", "none", "any",
        "netscape communicator", "ms-internet explorer", "opera", "amaya",
    ),
    "interactivityType": one_of("active", "expositive", "mixed"),
    "learningResourceType": one_of(
        "exercise", "simulation", "questionnaire", "diagram", "figure", "graph", "index", "slide",
        "table", "narrative text", "exam", "experiment", "problem statement", "self assessment",
        "lecture",
    ),
    "interactivityLevel": one_of(*_LEVELS),
    "semanticDensity": one_of(*_LEVELS),
    "intendedEndUserRole": one_of("teacher", "author", "learner", "manager"),
    "context": one_of("school", "higher education", "training", "other"),
    "difficulty": one_of(*_EASE),
    "cost": one_of("yes", "no"),
    "copyrightAndOtherRestrictions": one_of("yes", "no"),
    "kind": one_of(
        "ispartof", "haspart", "isversionof", "hasversion", "isformatof", "hasformat", "references",
        "isreferencedby", "isbasedon", "isbasisfor", "requires", "isrequiredby",
    ),
    "purpose": one_of(
        "discipline", "idea", "prerequisite", "educational objective",
        "accessibility restrictions", "educational level", "skill level", "security level",
        "competency",
    ),
}  # fmt: skip

METADATA: Forms = {
    "lom": _group(
        "general? lifeCycle? metaMetadata? technical? educational* rights? relation* annotation*"
        " classification*"
    ),
    "general": _group(
        "identifier* title? language* description* keyword* coverage* structure? aggregationLevel?"
    ),
    "identifier": _group("catalog? entry?"),
    "catalog": _PLAIN,
    "entry": _PLAIN,
    "taxon/entry": _TEXTS,
    "title": _TEXTS,
    "language": form(text=language),
    "description": _TEXTS,
    "keyword": _TEXTS,
    "coverage": _TEXTS,
    "string": form(text=anything, language=language),
    "lifeCycle": _group("version? status? contribute*"),
    "version": _TEXTS,
    "contribute": _group("role? entity* date?"),
    "entity": _PLAIN,
    "date": _group("dateTime? description?"),
    "dateTime": form(text=lom_moment),
    "metaMetadata": _group("identifier* contribute* metadataSchema* language?"),
    "metadataSchema": _PLAIN,
    "technical": _group(
        "format* size? location* requirement* installationRemarks? otherPlatformRequirements*"
        " duration?"
    ),
    "format": _PLAIN,
    "size": form(text=count),
    "location": _PLAIN,
    "requirement": _group("orComposite*"),
    "orComposite": _group("type? name? minimumVersion? maximumVersion?"),
    "minimumVersion": _PLAIN,
    "maximumVersion": _PLAIN,
    "installationRemarks": _TEXTS,
    "otherPlatformRequirements": _TEXTS,
    "duration": _group("duration? description?"),
    "duration/duration": form(text=lom_duration),
    "typicalLearningTime/duration": form(text=lom_duration),
    "educational": _group(
        "interactivityType? learningResourceType* interactivityLevel? semanticDensity?"
        " intendedEndUserRole* context* typicalAgeRange* difficulty? typicalLearningTime?"
        " description* language*"
    ),
    "typicalAgeRange": _TEXTS,
    "typicalLearningTime": _group("duration? description?"),
    "rights": _group("cost? copyrightAndOtherRestrictions? description?"),
    "relation": _group("kind? resource?"),
    "resource": _group("identifier* description*"),
    "annotation": _group("entity? date? description?"),
    "classification": _group("purpose? taxonPath* description? keyword*"),
    "taxonPath": _group("source? taxon*"),
    "taxonPath/source": _TEXTS,
    "taxon": _group("id? entry?"),
    "id": _PLAIN,
    "source": form(text=one_of("LOMv1.0")),
    **dict.fromkeys(_VOCABULARY, _WORD),
    **{f"{name}/value": form(text=words) for name, words in _VOCABULARY.items()},
}
