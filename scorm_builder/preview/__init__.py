"""`scorm-builder preview`: a course in the simulated LMS while it is written, on this machine."""
