"""Good packages of every edition, small, and what makes bad ones of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scorm_builder import resources

PAGE = b"<!DOCTYPE html><title>Fire</title><p>Ring the bell."
XSDS = {file.name: file.read_bytes() for file in sorted(resources.schemas("scorm12").glob("*.xsd"))}

SCORM12 = """\
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="course" version="1.0"
    xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
    xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
    <imsmd:lom>
      <imsmd:general>
        <imsmd:title><imsmd:langstring xml:lang="en">Fire safety</imsmd:langstring></imsmd:title>
      </imsmd:general>
    </imsmd:lom>
  </metadata>
  <organizations default="menu">
    <organization identifier="menu">
      <title>Fire safety</title>
      <item identifier="alarm" identifierref="alarm-files">
        <title>The alarm</title>
        <adlcp:masteryscore>80</adlcp:masteryscore>
      </item>
      <item identifier="more">
        <title>More</title>
        <item identifier="stairs" identifierref="stairs-files">
          <title>The stairs</title>
          <adlcp:prerequisites type="aicc_script">alarm</adlcp:prerequisites>
          <adlcp:maxtimeallowed>0001:00:00</adlcp:maxtimeallowed>
          <adlcp:timelimitaction>continue,no message</adlcp:timelimitaction>
          <adlcp:datafromlms>level=1</adlcp:datafromlms>
        </item>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="alarm-files" type="webcontent" adlcp:scormtype="sco" href="alarm.html">
      <file href="alarm.html"/>
      <dependency identifierref="shared"/>
    </resource>
    <resource identifier="stairs-files" type="webcontent" adlcp:scormtype="sco" href="stairs/index.html">
      <file href="stairs/index.html"/>
    </resource>
    <resource identifier="shared" type="webcontent" adlcp:scormtype="asset">
      <file href="media/bell.svg"/>
    </resource>
  </resources>
</manifest>
"""

SCORM2004 = """\
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="course" version="1.0"
    xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
    xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3"
    xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3"
    xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>2004 4th Edition</schemaversion>
    <lom xmlns="http://ltsc.ieee.org/xsd/LOM">
      <general>
        <title><string language="en">Fire safety</string></title>
        <language>en</language>
        <structure><source>LOMv1.0</source><value>linear</value></structure>
      </general>
      <educational>
        <typicalLearningTime><duration>PT10M</duration></typicalLearningTime>
      </educational>
    </lom>
  </metadata>
  <organizations default="menu">
    <organization identifier="menu" adlseq:objectivesGlobalToSystem="false">
      <title>Fire safety</title>
      <item identifier="alarm" identifierref="alarm-files" isvisible="true">
        <title>The alarm</title>
        <adlcp:timeLimitAction>exit,message</adlcp:timeLimitAction>
        <adlcp:dataFromLMS>level=1</adlcp:dataFromLMS>
        <adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.9"/>
        <imsss:sequencing IDRef="common">
          <imsss:sequencingRules>
            <imsss:preConditionRule>
              <imsss:ruleConditions>
                <imsss:ruleCondition referencedObjective="passed" condition="satisfied"/>
              </imsss:ruleConditions>
              <imsss:ruleAction action="skip"/>
            </imsss:preConditionRule>
          </imsss:sequencingRules>
          <imsss:objectives>
            <imsss:primaryObjective objectiveID="passed" satisfiedByMeasure="true">
              <imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>
              <imsss:mapInfo targetObjectiveID="all-passed" writeSatisfiedStatus="true"/>
            </imsss:primaryObjective>
          </imsss:objectives>
          <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>
        </imsss:sequencing>
        <adlnav:presentation>
          <adlnav:navigationInterface><adlnav:hideLMSUI>continue</adlnav:hideLMSUI></adlnav:navigationInterface>
        </adlnav:presentation>
      </item>
      <imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>
    </organization>
  </organizations>
  <resources>
    <resource identifier="alarm-files" type="webcontent" adlcp:scormType="sco" href="alarm.html">
      <file href="alarm.html"/>
      <dependency identifierref="shared"/>
    </resource>
    <resource identifier="shared" type="webcontent" adlcp:scormType="asset">
      <file href="media/bell.svg"/>
    </resource>
  </resources>
  <imsss:sequencingCollection>
    <imsss:sequencing ID="common"><imsss:limitConditions attemptLimit="2"/></imsss:sequencing>
  </imsss:sequencingCollection>
</manifest>
"""
_THRESHOLD = '<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.9"/>'
SCORM2004_3 = SCORM2004.replace("2004 4th Edition", "2004 3rd Edition").replace(
    _THRESHOLD, "<adlcp:completionThreshold>0.9</adlcp:completionThreshold>"
)
EVERYTHING = (Path(__file__).parent / "everything-2004-4.xml").read_text("utf-8")
"""Every element of the 4th Edition that a package may have."""
SCORM2004_2 = SCORM2004_3.replace("2004 3rd Edition", "CAM 1.3")

Files = dict[str, bytes]


@dataclass(frozen=True)
class Package:
    """A package before it is packed. `entries` are written behind the files, as they are."""

    manifest: str
    files: Files
    entries: tuple[tuple[zipfile.ZipInfo, bytes], ...] = ()
    method: int = zipfile.ZIP_DEFLATED
    finish: tuple[Callable[[bytes], bytes], ...] = field(default=())
    raw: bytes | None = None
    """The bytes of the manifest, where they are not its text in UTF-8."""

    def packed(self) -> bytes:
        """The bytes of the zip."""
        stream = io.BytesIO()
        manifest = self.raw if self.raw is not None else self.manifest.encode()
        files = {"imsmanifest.xml": manifest, **self.files} if manifest else self.files
        with zipfile.ZipFile(stream, "w", self.method) as archive:
            for name, content in files.items():
                archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, self.method)
            for info, content in self.entries:
                archive.writestr(info, content)
        packed = stream.getvalue()
        for change in self.finish:
            packed = change(packed)
        return packed


FILES_12: Files = {
    **XSDS, "alarm.html": PAGE, "stairs/index.html": PAGE, "media/bell.svg": b"<svg/>",
}  # fmt: skip
FILES_2004: Files = {"alarm.html": PAGE, "media/bell.svg": b"<svg/>"}
GOOD: Mapping[str, Package] = {
    "1.2": Package(SCORM12, FILES_12),
    "2nd": Package(SCORM2004_2, FILES_2004),
    "3rd": Package(SCORM2004_3, FILES_2004),
    "4th": Package(SCORM2004, FILES_2004),
    "everything": Package(EVERYTHING, FILES_2004),
}
