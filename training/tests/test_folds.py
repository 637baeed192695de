import unittest

from training.folds import cut, fold_of, parts_of


class Folds(unittest.TestCase):
    def test_a_group_is_never_on_both_sides(self) -> None:
        groups = [f"document-{number % 17}" for number in range(200)]
        for fold in cut(groups, 5):
            train = {groups[index] for index in fold.train}
            test = {groups[index] for index in fold.test}
            self.assertFalse(train & test)

    def test_every_record_is_held_out_exactly_once(self) -> None:
        groups = [f"document-{number}" for number in range(100)]
        held_out = sorted(index for fold in cut(groups, 5) for index in fold.test)
        self.assertEqual(held_out, list(range(100)))

    def test_adding_groups_moves_none(self) -> None:
        before = parts_of(["a", "b", "c"], 5)
        after = parts_of(["a", "b", "c", "d", "e"], 5)
        self.assertEqual(before, {name: after[name] for name in before})

    def test_the_cut_is_the_same_on_every_machine(self) -> None:
        self.assertEqual([fold_of(f"tatqa:{number}", 5) for number in range(8)], [1, 4, 0, 0, 3, 2, 1, 2])

    def test_one_fold_is_none(self) -> None:
        with self.assertRaises(ValueError):
            fold_of("a", 1)
