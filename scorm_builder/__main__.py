"""`python -m scorm_builder`."""

from __future__ import annotations

from scorm_builder.cli import run

if __name__ == "__main__":
    run()
