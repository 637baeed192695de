import tempfile
import unittest
from pathlib import Path

from training.result import Card, Result, SuiteReport, TrainingRecord
from training.write import merged_report, write_result

REPORT = SuiteReport("retrieval", 2, {"hit@1": 1 / 3}, {"document/a": {"n": 2, "metrics": {"hit@1": 1 / 3}}})
PART = SuiteReport("retrieval", 2, {"hit@1": 0.5}, {}, part="vectors")
CARD = Card("A model", "It does a thing.", "By counting.", [("a set", "MIT")], [("hit@1", "0.33")], ["Small."])
RESULT = Result(
    {"packages/x/data/model.json": b"{}\n"}, CARD, REPORT, [TrainingRecord("a", "b")], "packages/x/data/model.seen.json", {"cases": []}
)


class Write(unittest.TestCase):
    def test_the_same_result_makes_the_same_bytes(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            names = write_result(root, "model", RESULT, 5)
            before = [(root / name).read_bytes() for name in names]
            write_result(root, "model", RESULT, 5)
            self.assertEqual(before, [(root / name).read_bytes() for name in names])
            self.assertIn("docs/models/model.md", names)
            self.assertIn("npm run train -- model --folds 5", (root / "docs/models/model.md").read_text())

    def test_a_part_leaves_the_figures_of_the_whole_alone_and_the_other_way_round(self) -> None:
        whole_first = merged_report(merged_report({}, REPORT, 5), PART, 5)
        part_first = merged_report(merged_report({}, PART, 5), REPORT, 5)
        self.assertEqual(whole_first, part_first)
        self.assertEqual(whole_first["metrics"]["hit@1"], 0.333333)
        self.assertEqual(whole_first["parts"]["vectors"]["metrics"]["hit@1"], 0.5)
