"""A package in the simulated LMS, served on this machine: for `preview`, play-tests and browser tests."""

from scorm_builder.serving.playable import NOTHING, Playable, opened, playable
from scorm_builder.serving.server import Server, serve
from scorm_builder.serving.site import LEARNERS, Site

__all__ = ["LEARNERS", "NOTHING", "Playable", "Server", "Site", "opened", "playable", "serve"]
