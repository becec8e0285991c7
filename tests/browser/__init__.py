"""The sample course in a real browser, played by an LMS page, as a learner meets it."""

import pytest

pytest.register_assert_rewrite(f"{__name__}.learner", f"{__name__}.site")
