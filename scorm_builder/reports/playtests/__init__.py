"""What a play-test found → the lines of a report, one module a format."""
