"""The simulated LMS: the other half of a package, for preview and play-tests.

`runtime/` is its half in the browser; `profiles/` are the kinds of platforms that it can be.
"""

from scorm_builder.lms.launch import (
    Learner,
    Record,
    empty_record,
    launch_values,
    launchable,
    records,
    stored,
)
from scorm_builder.lms.manifest import Item, Manifest, family, read_manifest
from scorm_builder.lms.profile import Profile
from scorm_builder.lms.profiles import PROFILES, Named, built_in, profile

__all__ = [
    "PROFILES",
    "Item",
    "Learner",
    "Manifest",
    "Named",
    "Profile",
    "Record",
    "built_in",
    "empty_record",
    "family",
    "launch_values",
    "launchable",
    "profile",
    "read_manifest",
    "records",
    "stored",
]
