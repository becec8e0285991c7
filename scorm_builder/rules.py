"""The catalogue: every rule that a course can break, once. `docs/diagnostics.md` explains each."""

from __future__ import annotations

from scorm_builder.diagnostics import Rule, Severity


def _error(code: str, summary: str) -> Rule:
    return Rule(code, Severity.ERROR, summary)


def _warning(code: str, summary: str) -> Rule:
    return Rule(code, Severity.WARNING, summary)


# Files
NO_COURSE = _error("no-course", "the folder holds a course.yaml")
UNREADABLE_FILE = _error("unreadable-file", "a file can be read")
FILE_TOO_LARGE = _error("file-too-large", "a text file has a size that a person could have written")
NOT_UTF8 = _error("not-utf8", "a text file is UTF-8")
MISSING_FILE = _error("missing-file", "a file that is named exists")
WRONG_CASE = _error("wrong-case", "a file is named in its own upper and lower case")
OUTSIDE_COURSE = _error("outside-course", "a file lies in the folder of the course")
REFUSED_FILE_TYPE = _error("refused-file-type", "a file is of a type that learning platforms take")
BAD_IMAGE = _error("bad-image", "a picture can be read and has a size")
UNUSED_FILE = _warning("unused-file", "a file in the course is used")

# course.yaml
YAML_SYNTAX = _error("yaml-syntax", "a YAML file is well formed")
YAML_TOO_DEEP = _error("yaml-too-deep", "a YAML file is not nested beyond reason")
YAML_TOO_MANY_VALUES = _error("yaml-too-many-values", "aliases do not multiply beyond reason")
DUPLICATE_KEY = _error("duplicate-key", "a key stands once in its mapping")
MISSING_FIELD = _error("missing-field", "a required field is there")
UNKNOWN_FIELD = _error("unknown-field", "a field is one that we know")
UNKNOWN_VALUE = _error("unknown-value", "a value is one of those to choose from")
WRONG_TYPE = _error("wrong-type", "a value has the type of its field")
BAD_VALUE = _error("bad-value", "a value has the form that its field asks for")
TOO_LONG = _error("too-long", "a text fits where the standard puts it")
FORBIDDEN_CHARACTER = _error("forbidden-character", "a text holds no control characters")
DUPLICATE_ID = _error("duplicate-id", "an id is used once in a course")
TAG_CLASH = _error("tag-clash", "two ids do not share the tag under which progress is kept")
SHARED_PAGE = _error("shared-page", "a page or a quiz belongs to one step")
NOTHING_REQUIRED = _error("nothing-required", "a course has something to complete")
NO_REQUIRED_BLOCK = _error("no-required-block", "a step with `done: blocks` has a required block")
NO_SCORE = _error("no-score", "what a score decides on has one")
UNKNOWN_QUIZ = _error("unknown-quiz", "the score of a course is that of its quizzes")
EXTRA_QUIZ = _error("extra-quiz", "a quiz that gives the score is no extra")
NOTHING_SCORED = _error("nothing-scored", "a quiz with a score always asks what has a right answer")
PASS_MARK = _error("pass-mark", "a score that decides has one mark that is enough")
IDLE_FIELD = _error("idle-field", "what stands under `tracking` decides something")
DEAD_END = _warning("dead-end", "who fails for good is not left with a course that never ends")
DUPLICATE_TERM = _error("duplicate-term", "a word is explained once")
UNUSED_TERM = _warning("unused-term", "a word that is explained stands on a page")
NO_MESSAGES = _warning("no-messages", "the learner's interface speaks the language of the course")

# The theme
LOW_CONTRAST = _error(
    "low-contrast", "text in the colours of a theme can be read (WCAG 2.2, 1.4.3)"
)
BAD_FONT = _error("bad-font", "a font can be read, and may be packed")
UNUSABLE_THEME = _error("unusable-theme", "the theme that a course names is installed and whole")

# Pages
EMPTY_PAGE = _error("empty-page", "a page has content")
FRONT_MATTER = _error("front-matter", "a page has no front matter")
TITLE_MISMATCH = _warning("title-mismatch", "the heading of a page is the title of its step")
SECOND_H1 = _error("second-h1", "a page has one heading of level 1 at most, on top")
SKIPPED_HEADING = _error("skipped-heading", "heading levels are not skipped")
BROKEN_LINK = _error("broken-link", "a link to a page leads to a step of the course")
BROKEN_ANCHOR = _error("broken-anchor", "a link to a heading leads to one that exists")
UNSAFE_LINK = _error(
    "unsafe-link", "a link is to a page, a file, or an http, mailto or tel address"
)
OUTSIDE_REQUEST = _error("outside-request", "a page asks nothing of other servers")
MISSING_ALT = _error("missing-alt", "a picture has a text alternative, or is decorative")
TABLE_NO_HEADER = _error("table-no-header", "a table has a header")
HTML_REMOVED = _error("html-removed", "HTML in a page is harmless and complete")
UNKNOWN_LANGUAGE = _warning("unknown-code-language", "the language of a code block is known")
BAD_MATH = _error("bad-math", "a formula can be read")
PAGE_TOO_DEEP = _error("page-too-deep", "a page is not nested beyond reason")

# Blocks
UNKNOWN_BLOCK = _error("unknown-block", "a block is one that we know")
BLOCK_SYNTAX = _error("block-syntax", "a block's attributes can be read")
BLOCK_NOT_CLOSED = _error("block-not-closed", "a block is closed")
BLOCK_NOT_OPENED = _error("block-not-opened", "a `:::` closes a block")
UNKNOWN_ATTRIBUTE = _error("unknown-attribute", "an attribute is one that the block knows")
MISSING_ATTRIBUTE = _error("missing-attribute", "a block has the attributes that it needs")
BLOCK_PARTS = _error("block-parts", "a block has the parts that it is made of")
INCLUDE_TOO_DEEP = _error(
    "include-too-deep", "a page does not hold itself, nor files beyond reason"
)
BAD_ATTRIBUTE = _error("bad-attribute", "an attribute has a value of its form")
VIDEO_CAPTIONS = _error("video-captions", "a video has captions, or says why it needs none")
BAD_TABLE = _error("bad-table", "a CSV file for a table can be read")
BAD_CAPTIONS = _error("bad-captions", "captions are WebVTT")
VIDEO_TRANSCRIPT = _error("video-transcript", "a video has a transcript")
AUDIO_TRANSCRIPT = _error("audio-transcript", "a sound has a transcript")

# Questions
BAD_QUESTION = _error(
    "bad-question", "a question can be answered, and its answer is one that can be given"
)
BAD_DRAW = _error("bad-draw", "what is drawn from a pool is there")
UNKNOWN_QUESTION = _error("unknown-question", "a page shows questions that its file has")
UNUSED_QUESTION = _warning("unused-question", "a question of a page is shown on it")
DONE_RULE = _error("done-rule", "a step is done by something that it has")
TIME_LIMIT = _warning("time-limit", "a quiz leaves learners their time (WCAG 2.2, 2.2.1)")

# Templates of the course
TEMPLATE_ERROR = _error("template-error", "a template of the course works")
UNKNOWN_TEMPLATE_BLOCK = _error(
    "unknown-template-block", "a template fills in blocks that the one it extends has"
)
BAD_MESSAGES = _error("bad-messages", "a message file of the course can be read")

# Importing questions
BAD_IMPORT = _error("bad-import", "a file to import holds questions that can be read")
NOT_IMPORTED = _warning("not-imported", "a question can be asked in a course")
IMPORT_LOSS = _warning("import-loss", "a question is carried over with all that it has")

# Playing a package
UNKNOWN_PROFILE = _error("unknown-profile", "a profile is one of ours, or a file")
BAD_PACKAGE = _error("bad-package", "a package has a manifest that launches something")

# The target
STATE_TOO_LARGE = _error("state-too-large", "a learner's progress fits in what the standard keeps")
LARGE_PACKAGE = _warning("large-package", "a package has a size that learning platforms take")

CATALOGUE: dict[str, Rule] = {
    rule.code: rule for rule in list(globals().values()) if isinstance(rule, Rule)
}
