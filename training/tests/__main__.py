"""Runs every test here; the last line is "N passed, N failed", as of all stages of CI."""

import sys
import unittest
from pathlib import Path

suite = unittest.defaultTestLoader.discover(str(Path(__file__).parent), top_level_dir=str(Path(__file__).parent.parent.parent))
result = unittest.TextTestRunner(stream=sys.stdout, verbosity=1).run(suite)
failed = len(result.failures) + len(result.errors)
if result.skipped:
    print(f"{len(result.skipped)} left out: {result.skipped[0][1]}")
print(f"{result.testsRun - failed - len(result.skipped)} passed, {failed} failed")
sys.exit(1 if failed else 0)
