"""The elements of IMS Content Packaging and of ADL's additions, by edition.

From the Content Aggregation Models 1.2 and 2004, 2nd to 4th Edition.
"""

from __future__ import annotations

from scorm_builder.verdict.editions import FOURTH, LOM, SCORM12, SECOND, THIRD, XML, Edition
from scorm_builder.verdict.forms_metadata import METADATA
from scorm_builder.verdict.forms_sequencing import (
    NAVIGATION,
    SEQUENCING,
    SEQUENCING_4,
    SEQUENCING_OF_ADL,
)
from scorm_builder.verdict.grammar import Form, Forms, Grammar, form
from scorm_builder.verdict.values import (
    anything,
    boolean,
    exactly,
    language,
    share,
    text,
)

_KINDS = exactly("sco", "asset")
_LIMIT_ACTIONS = exactly(
    "exit,message", "exit,no message", "continue,message", "continue,no message"
)


def _packaging(edition: Edition) -> Forms:
    """The manifest itself: 2004 has no limits of length, and the 4th Edition asks for an item."""
    new = edition.is_2004
    id_, reference = anything, anything if new else text(2000)
    address = anything if new else text(2000)
    items = "item+" if edition is FOURTH else "item*"
    return {
        "manifest": form(
            "metadata? organizations resources manifest* #",
            open_to_others=True, identifier=(id_,), version=anything if new else text(20),
        ),
        "metadata": form("schema? schemaversion? #", open_to_others=edition is FOURTH),
        "schema": form(text=anything if new else text(100)),
        "schemaversion": form(text=anything if new else text(20)),
        "organizations": form("organization* #", open_to_others=True, default=anything),
        "organization": form(
            f"title? {items} metadata? #",
            open_to_others=True, identifier=(id_,), structure=anything if new else text(200),
        ),
        "item": form(
            "title? item* metadata? #",
            open_to_others=True, identifier=(id_,), identifierref=reference, isvisible=boolean,
            parameters=anything if new else text(1000),
        ),
        "title": form(text=anything if new else text(200)),
        "resources": form("resource* #", open_to_others=True),
        "resource": form(
            "metadata? file* dependency* #",
            open_to_others=True, identifier=(id_,), type=(anything if new else text(1000),),
            href=address,
        ),
        "file": form("metadata? #", open_to_others=True, href=(address,)),
        "dependency": form("#", open_to_others=True, identifierref=(reference,)),
    }  # fmt: skip


_ADL_12: Forms = {
    "location": form(text=text(2000)),
    "prerequisites": form(text=text(200), type=(exactly("aicc_script"),)),
    "maxtimeallowed": form(text=text(13)),
    "timelimitaction": form(text=_LIMIT_ACTIONS),
    "datafromlms": form(text=text(255)),
    "masteryscore": form(text=text(200)),
    "schema": form(text=exactly("ADL SCORM")),
    "schemaversion": form(text=exactly("1.2")),
}
_ADL_3: Forms = {
    "location": form(text=anything),
    "dataFromLMS": form(text=anything),
    "timeLimitAction": form(text=_LIMIT_ACTIONS),
    "completionThreshold": form(text=share),
}
_ADL_4: Forms = {
    **_ADL_3,
    "completionThreshold": form(
        text=anything,
        completedByMeasure=boolean, minProgressMeasure=share, progressWeight=share,
    ),
    "data": form("map+"),
    "map": form(targetID=(anything,), readSharedData=boolean, writeSharedData=boolean),
}  # fmt: skip
_XML = {(XML, "lang"): language, (XML, "base"): anything}


def _grammar_12() -> Grammar:
    adlcp = SCORM12.adlcp
    # What stands in metadata of IMS is not checked: no platform reads it, and its own schema is
    # ambiguous.
    metadata = {"lom": Form(unchecked=True)}
    imsmd = dict(SCORM12.spaces)["imsmd"]
    forms = {SCORM12.packaging: _packaging(SCORM12), adlcp: _ADL_12, imsmd: metadata}
    return Grammar(
        forms,
        {**_XML, (XML, "link"): anything, (adlcp, "scormtype"): _KINDS},
        {space: frozenset(known) for space, known in forms.items()},
    )


def _grammar_2004(edition: Edition) -> Grammar:
    spaces = dict(edition.spaces)
    fourth = edition is FOURTH
    forms: dict[str, Forms] = {
        edition.packaging: _packaging(edition),
        spaces["adlcp"]: _ADL_4 if fourth else _ADL_3,
        spaces["adlseq"]: SEQUENCING_4 if fourth else SEQUENCING_OF_ADL,
        spaces["adlnav"]: NAVIGATION,
        spaces["imsss"]: SEQUENCING,
        LOM: METADATA,
    }
    roots = {space: frozenset(known) for space, known in forms.items()}
    roots |= {
        spaces["imsss"]: frozenset({"sequencing", "sequencingCollection"}),
        LOM: frozenset({"lom"}),
    }
    attributes = {
        **_XML,
        (XML, "space"): exactly("default", "preserve"),
        (XML, "id"): anything,
        (spaces["adlcp"], "scormType"): _KINDS,
        (spaces["adlseq"], "objectivesGlobalToSystem"): boolean,
    }
    if fourth:
        attributes[spaces["adlcp"], "sharedDataGlobalToSystem"] = boolean
    return Grammar(forms, attributes, roots)


GRAMMARS: dict[str, Grammar] = {
    SCORM12.title: _grammar_12(),
    **{edition.title: _grammar_2004(edition) for edition in (SECOND, THIRD, FOURTH)},
}
