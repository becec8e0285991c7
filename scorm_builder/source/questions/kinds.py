"""The kinds of questions that there are, by the word that an author gives as `type`.

A kind is an entry here, its model among `Asked`, and a template `templates/questions/<type>.html`. It may
have a script `runtime/blocks/question-<type>.js` and a style `css/blocks/question-<type>.css`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorm_builder.source.questions.arranging import ARRANGING
from scorm_builder.source.questions.choices import CHOICES
from scorm_builder.source.questions.hotspots import HOTSPOT
from scorm_builder.source.questions.scenarios import SCENARIO
from scorm_builder.source.questions.typed import TYPED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scorm_builder.source.questions.kind import Kind

KINDS: Mapping[str, Kind] = {
    **CHOICES,
    **TYPED,
    **ARRANGING,
    "hotspot": HOTSPOT,
    "scenario": SCENARIO,
}

SHIPPED = frozenset(["quiz", *(f"question-{name}" for name in KINDS)]).union(
    *(kind.needs for kind in KINDS.values())
)
"""What has styles, scripts or messages that only travel in a package that uses it."""
