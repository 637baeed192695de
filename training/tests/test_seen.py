import base64
import unittest

from training.result import TrainingRecord
from training.seen import BYTES, fingerprint, fingerprints, plain


class Seen(unittest.TestCase):
    def test_copies_in_other_case_spacing_or_punctuation_are_the_same(self) -> None:
        self.assertEqual(plain("Net  sales,\nFY2023: $1,200"), plain("net sales FY2023 1200"))

    def test_letters_outside_ascii_do_not_count(self) -> None:
        self.assertEqual(plain("İstanbul’s café"), "stanbulscaf")

    def test_a_record_leaves_a_mark_of_its_id_and_one_of_its_text(self) -> None:
        made = fingerprints([TrainingRecord("a", "x"), TrainingRecord("b", "X.")])
        marks = base64.b64decode(str(made["marks"]))
        self.assertEqual(made["records"], 2)
        self.assertEqual(len(marks), 3 * BYTES)
        self.assertIn(fingerprint("id", "b"), [marks[at : at + BYTES] for at in range(0, len(marks), BYTES)])

    def test_the_mark_is_the_one_packages_eval_makes(self) -> None:
        self.assertEqual(fingerprint("text", plain("Net sales")).hex(), "bc82a9a66ede")
