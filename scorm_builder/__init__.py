"""Compile a course, written as YAML and Markdown, into a package for a learning platform."""

__version__ = "0.1.0"
