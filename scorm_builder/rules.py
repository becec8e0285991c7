"""The catalogue: every rule that a course or a package can break, once. `docs/diagnostics.md` explains each."""

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
LINK_OUT_OF_TOPIC = _warning(
    "link-out-of-topic", "a link stays in its topic, where each is opened by itself"
)
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

# A package, ours or not: the zip
BAD_ZIP = _error("bad-zip", "a package is a zip that can be read")
ZIP_BOMB = _error("zip-bomb", "a package has a size that a course could have")
ZIP_DAMAGED = _error("zip-damaged", "every file of a zip can be unpacked, and is what was packed")
ZIP_ENCRYPTED = _error("zip-encrypted", "a package has no password")
ZIP_METHOD = _error("zip-method", "files of a zip are stored or deflated")
ZIP_NAME = _error("zip-name", "a name in a zip is a path that stays in the package")
ZIP_BACKSLASH = _error("zip-backslash", "folders in a zip are divided by `/`")
ZIP_ENCODING = _error("zip-encoding", "names in a zip that are not ASCII are marked as UTF-8")
ZIP_LINK = _error("zip-link", "a zip holds files and folders, no links")
ZIP_REPEATED = _error("zip-repeated", "a name stands once in a zip")
CASE_CLASH = _error("case-clash", "names in a package differ by more than capitals")
LONG_PATH = _error("long-path", "a path in a package has a length that platforms keep")
RISKY_NAME = _warning("risky-name", "names in a package are of characters that all servers keep")
JUNK_FILE = _warning("junk-file", "a package holds nothing that a computer left there by itself")
AICC_FILE = _warning("aicc-file", "a SCORM package holds no file of an AICC course")
DEAD_FORMAT = _warning("dead-format", "files are of formats that browsers show and platforms serve")

# A package: its manifest
NO_MANIFEST = _error("no-manifest", "a SCORM package has an imsmanifest.xml")
MANIFEST_FOLDER = _error("manifest-folder", "the manifest stands in the root of the zip")
MANIFEST_NAME = _error("manifest-name", "the manifest is called imsmanifest.xml, in lower case")
MANIFEST_TOO_LARGE = _error("manifest-too-large", "a manifest has a size that a course could have")
MANIFEST_SYNTAX = _error("manifest-syntax", "the manifest is well-formed XML")
MANIFEST_DOCTYPE = _error("manifest-doctype", "the manifest declares no document type")
MANIFEST_ENCODING = _warning("manifest-encoding", "the manifest is UTF-8")
MANIFEST_ROOT = _error("manifest-root", "the manifest is one of SCORM 1.2 or SCORM 2004")
MANIFEST_PREFIX = _error("manifest-prefix", "the manifest has the prefixes that platforms look for")
MISSING_VERSION = _error("missing-version", "a manifest of SCORM 2004 says its edition")
IMPLIED_VERSION = _warning("implied-version", "a manifest says its version")
UNKNOWN_VERSION = _error("unknown-version", "the version of a manifest is a word of its standard")
MIXED_VERSIONS = _error("mixed-versions", "a manifest is of one standard")
MANIFEST_ELEMENT = _error("manifest-element", "the manifest has elements that its edition knows")
MANIFEST_ORDER = _error("manifest-order", "elements stand in the order of the schema")
MANIFEST_INCOMPLETE = _error(
    "manifest-incomplete", "elements and attributes that must be are there"
)
MANIFEST_ATTRIBUTE = _error("manifest-attribute", "an element has attributes that it knows")
MANIFEST_VALUE = _error("manifest-value", "a value has the form and the length of its schema")
MANIFEST_TEXT = _error("manifest-text", "text stands in elements that hold text")
MANIFEST_CASING = _error("manifest-casing", "names and words are in the capitals of their edition")
FOREIGN_NAMESPACE = _error("foreign-namespace", "what others add to a manifest has its schema")
IGNORED_ELEMENT = _warning("ignored-element", "a manifest says nothing that platforms pass over")
SCHEMA_LOCATION = _warning("schema-location", "schemas that the manifest names are in the package")
SUBMANIFEST = _error("submanifest", "a package of the 4th Edition has one manifest")
XML_BASE = _warning("xml-base", "paths in a manifest are whole")

# A package: references and files
BAD_IDENTIFIER = _error("bad-identifier", "an identifier is an XML name that platforms can keep")
REPEATED_IDENTIFIER = _error("repeated-identifier", "an identifier is used once in a manifest")
DANGLING_REFERENCE = _error("dangling-reference", "what a manifest refers to is there")
DEFAULT_ORGANIZATION = _error(
    "default-organization", "the default organization is one that is there"
)
NOTHING_TO_LAUNCH = _error("nothing-to-launch", "a package has an item that launches something")
SEVERAL_ORGANIZATIONS = _warning("several-organizations", "a package has one organization")
EMPTY_ITEM = _error("empty-item", "an item launches something, or holds items that do")
ITEM_WITH_BOTH = _error("item-with-both", "an item launches something or holds items, not both")
MISSING_TITLE = _error("missing-title", "organizations and items have titles")
LONG_TITLE = _error("long-title", "a title has a length that platforms keep")
TITLE_MARKUP = _warning("title-markup", "a title holds no HTML")
IDLE_PARAMETERS = _warning("idle-parameters", "parameters belong to something that is launched")
START_PARAMETERS = _warning("start-parameters", "a course starts without parameters")
NO_LAUNCH_FILE = _error("no-launch-file", "a resource that is launched names its file")
OUTSIDE_LAUNCH = _warning("outside-launch", "what is launched is in the package")
LAUNCH_NOT_LISTED = _error(
    "launch-not-listed", "the launch file is among the files of its resource"
)
LAUNCH_ORDER = _warning("launch-order", "the first resource is the one that is launched first")
BAD_HREF = _error("bad-href", "an address in a manifest is a path in the package, or a web address")
MISSING_SCORMTYPE = _error("missing-scormtype", "every resource says whether it is a SCO")
RESOURCE_TYPE = _warning("resource-type", "a resource is of the type `webcontent`")
NO_SCO = _warning("no-sco", "something in the package reports to the platform")
UNUSED_RESOURCE = _warning(
    "unused-resource", "a resource is used by an item or by another resource"
)
UNLISTED_FILE = _warning("unlisted-file", "the manifest lists every file of the package")
TRACKING_VALUE = _error("tracking-value", "a mastery score and a time limit can be understood")
BAD_PREREQUISITES = _error("bad-prerequisites", "prerequisites are an expression over items")

# The target
STATE_TOO_LARGE = _error("state-too-large", "a learner's progress fits in what the standard keeps")
LARGE_PACKAGE = _warning("large-package", "a package has a size that learning platforms take")

CATALOGUE: dict[str, Rule] = {
    rule.code: rule for rule in list(globals().values()) if isinstance(rule, Rule)
}
