"""Authored files → `Course`."""
