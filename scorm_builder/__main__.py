"""`python -m scorm_builder`."""

from __future__ import annotations

import sys

from scorm_builder.cli import main

if __name__ == "__main__":
    sys.exit(main())
