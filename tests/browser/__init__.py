"""The sample course in a real browser, played by an LMS page, as a learner meets it."""
