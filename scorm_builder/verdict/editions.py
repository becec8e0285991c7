"""The standards that a package may follow, their namespaces, and the words by which a manifest says so."""

from __future__ import annotations

from dataclasses import dataclass

XML = "http://www.w3.org/XML/1998/namespace"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LOM = "http://ltsc.ieee.org/xsd/LOM"
SCHEMA = "ADL SCORM"
"""What `metadata/schema` says in every edition."""


@dataclass(frozen=True)
class Edition:
    """A standard in one edition. `version` is its word in `metadata/schemaversion`."""

    title: str
    version: str
    packaging: str
    """The namespace of the manifest itself."""
    spaces: tuple[tuple[str, str], ...]
    """The prefixes that platforms compare as they are written, with their namespaces."""
    scormtype: str
    """The attribute of a resource, as this edition spells it."""
    strict: bool = True
    """Whether its schemas refuse what they do not know."""

    @property
    def is_2004(self) -> bool:
        """Whether it is an edition of SCORM 2004."""
        return self is not SCORM12

    @property
    def adlcp(self) -> str:
        """The namespace of ADL's additions to the manifest."""
        return dict(self.spaces)["adlcp"]


_2004 = (
    ("adlcp", "http://www.adlnet.org/xsd/adlcp_v1p3"),
    ("adlseq", "http://www.adlnet.org/xsd/adlseq_v1p3"),
    ("adlnav", "http://www.adlnet.org/xsd/adlnav_v1p3"),
    ("imsss", "http://www.imsglobal.org/xsd/imsss"),
)
_PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"

SCORM12 = Edition(
    "SCORM 1.2",
    "1.2",
    "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    (
        ("adlcp", "http://www.adlnet.org/xsd/adlcp_rootv1p2"),
        ("imsmd", "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"),
    ),
    "scormtype",
)
SECOND = Edition("SCORM 2004 2nd Edition", "CAM 1.3", _PACKAGING, _2004, "scormType")
THIRD = Edition("SCORM 2004 3rd Edition", "2004 3rd Edition", _PACKAGING, _2004, "scormType")
FOURTH = Edition(
    "SCORM 2004 4th Edition", "2004 4th Edition", _PACKAGING, _2004, "scormType", strict=False
)
EDITIONS = (SCORM12, SECOND, THIRD, FOURTH)


def edition_of(namespace: str, version: str) -> Edition:
    """The edition that a package is judged by.

    The namespace of its manifest decides on the standard, its word on the edition. Without a known
    namespace the word decides; without either it is SCORM 1.2, as Moodle and others take it.
    """
    said = [one for one in EDITIONS if one.version == version.strip()]
    if namespace == _PACKAGING:
        return next((one for one in said if one.is_2004), FOURTH)
    if namespace == SCORM12.packaging or not said:
        return SCORM12
    return said[0]
