raise AssertionError("a theme is files: its package is never imported")
