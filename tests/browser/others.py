"""Packages that another program made."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.courses import ROOT

GOOD = """
const api = parent.API;
api.LMSInitialize('');
if (!/completed/.test(api.LMSGetValue('cmi.core.lesson_status'))) api.LMSSetValue('cmi.core.lesson_status', 'completed');
api.LMSSetValue('cmi.core.session_time', '00:00:05');
api.LMSCommit('');
addEventListener('pagehide', () => api.LMSFinish(''));
"""
"""What a small course of others does with the platform."""

_FINDS = """
let api = null;
for (let view = window; !api; view = view.parent) { api = view.API; if (view === view.parent) break; }
"""
_PACK = """
require('simple-scorm-packager')({ version: '1.2', organization: 'Others', title: 'Theirs', language: 'en', source: process.argv[1],
    package: { zip: true, outputFolder: process.argv[2], name: 'theirs', version: '1' } }, () => process.exit(0));
"""


def packed_by_others(folder: Path) -> Path:
    """A zip that simple-scorm-packager made of a page and a script, in this folder."""
    source = folder / "source"
    source.mkdir()
    head = '<!doctype html><html lang="en"><title>Theirs</title>'
    (source / "index.html").write_text(f'{head}<script src="course.js"></script><h1>Theirs</h1>')
    (source / "course.js").write_text(_FINDS + GOOD.replace("const api = parent.API;", ""))
    command = ["node", "-e", _PACK, str(source), str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (file,) = folder.glob("*.zip")
    return file
