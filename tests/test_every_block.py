"""The course with every block, which tests look at, has each of them in every form."""

from __future__ import annotations

import re

import pytest

from scorm_builder.diagnostics import Position
from scorm_builder.source.blocks import BLOCKS
from scorm_builder.source.braces import Written, read_attributes
from scorm_builder.source.schema import choices, fields_of
from tests.courses import EVERY_BLOCK

OPENED = re.compile(r"^:{3,}([a-z][a-z0-9-]*) *(\{.*\})?$", re.MULTILINE)


def used(name: str) -> list[dict[str, str]]:
    """The attributes of each block of this name."""
    found = []
    for page in sorted(EVERY_BLOCK.rglob("*.md")):
        for block, attributes in OPENED.findall(page.read_text("utf-8")):
            if block == name:
                written = read_attributes(attributes, Position(page.name))
                assert isinstance(written, Written)
                found.append(written.values)
    return found


@pytest.mark.parametrize("name", BLOCKS)
def test_every_form_of_a_block_is_in_the_course(name: str) -> None:
    blocks = used(name)
    assert blocks
    for field in fields_of(BLOCKS[name].attributes).values():
        values = {block.get(field.name) for block in blocks}
        assert values != {None}, field.name
        assert field.required or {None, "none"} & values, f"never without {field.name}"
        wanted = set(choices(field.kind) or ()) - {field.default}
        assert wanted <= values, field.name
