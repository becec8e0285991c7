"""A package, played by a machine in the simulated LMS before anybody uploads it."""
