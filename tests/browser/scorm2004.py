"""What SCORM 2004 lets a course say, without the runtime's help."""

from __future__ import annotations

from .scorm12 import Standard

COMPLETION = r"completed|incomplete"
SHARE = r"1|0(\.\d{1,7})?"
TEXT = r"(?s:.{0,250})"
WRITABLE = {
    r"cmi\.location": r"[\s\S]{0,1000}",
    r"cmi\.completion_status": COMPLETION,
    r"cmi\.success_status": r"passed|failed",
    r"cmi\.progress_measure": SHARE,
    r"cmi\.exit": r"suspend",
    r"cmi\.session_time": r"PT\d+H[0-5]?\dM[0-5]?\d\.\d\dS",
    r"cmi\.suspend_data": r"[A-Za-z0-9._-]{1,64000}",
    r"cmi\.score\.scaled": SHARE,
    r"cmi\.score\.(raw|min|max)": r"100|\d{1,2}(\.\d{1,2})?",
    r"cmi\.objectives\.\d+\.id": r"[a-z][a-z0-9-]*",
    r"cmi\.objectives\.\d+\.description": TEXT,
    r"cmi\.objectives\.\d+\.completion_status": COMPLETION,
    r"cmi\.objectives\.\d+\.progress_measure": SHARE,
    r"cmi\.interactions\.\d+\.id": r"[A-Za-z0-9_-]{1,255}",
    r"cmi\.interactions\.\d+\.type": r"true-false|choice|(long-)?fill-in|matching|performance"
    r"|sequencing|likert|numeric",
    r"cmi\.interactions\.\d+\.timestamp": r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\dZ",
    r"cmi\.interactions\.\d+\.correct_responses\.\d+\.pattern": r"[\s\S]{0,4000}",
    r"cmi\.interactions\.\d+\.weighting": r"100|\d{1,2}(\.\d{1,2})?",
    r"cmi\.interactions\.\d+\.learner_response": r"[\s\S]{0,4000}",
    r"cmi\.interactions\.\d+\.result": r"correct|incorrect|neutral|0\.\d{1,2}",
    r"cmi\.interactions\.\d+\.latency": r"PT\d+H[0-5]?\dM[0-5]?\d\.\d\dS",
    r"cmi\.interactions\.\d+\.description": TEXT,
    r"adl\.nav\.request": r"suspendAll",
}
READABLE = (
    r"cmi\.(learner_id|learner_name|location|credit|completion_status|success_status|mode)"
    r"|cmi\.suspend_data|cmi\.objectives\.(_count|\d+\.id)|cmi\.interactions\._count"
)

SCORM_2004 = Standard(
    "scorm2004",
    "",
    "Terminate",
    READABLE,
    WRITABLE,
    status="cmi.completion_status",
    final=("completed",),
    core="cmi.",
    lesson="cmi.",
    person="cmi.learner_",
    objective="completion_status",
)
