import importlib.util
import os
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
MISSING = [name for name in ("numpy", "scipy", "sklearn") if importlib.util.find_spec(name) is None]


@unittest.skipIf(MISSING, "npm run train makes training/.venv with what this needs")
class SameBytes(unittest.TestCase):
    def test_two_processes_write_the_same_weights_cards_and_reports(self) -> None:
        first, second = (files_of(hash_seed) for hash_seed in ("1", "2"))
        self.assertEqual(first, second)
        for name in (
            "data/finance-embeddings.json",
            "data/feature-reranker.json",
            "data/answer-confidence.json",
            "reports/retrieval.json",
            "models/feature-reranker.md",
        ):
            self.assertIn(name, first)


def files_of(hash_seed: str) -> str:
    """What a process of its own prints; another order of sets must not show."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-m", "training.tests.small_models"]
    # The builds tell of each fold on the way.
    output = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout
    return "\n".join(line for line in output.splitlines() if not line.startswith("fold "))
