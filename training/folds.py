"""How records are cut into parts: by what they must not share (document, template, source), never by record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


def fold_of(group: str, folds: int) -> int:
    """The part, 0 to folds - 1, a group belongs to: a hash of its name, so that adding groups moves none."""
    if folds < 2:
        raise ValueError(f"folds must be 2 or more, not {folds}")
    digest = hashlib.sha256(group.encode("utf-8")).digest()
    return int.from_bytes(digest[:8], "big") % folds


@dataclass(frozen=True)
class Fold:
    """Positions of the records to train on and of those held out."""

    number: int
    train: list[int]
    test: list[int]


def cut(groups: Sequence[str], folds: int) -> Iterator[Fold]:
    """Each fold of the records whose groups are given, in order; no group is on both sides of a fold."""
    parts = [fold_of(group, folds) for group in groups]
    for number in range(folds):
        train = [index for index, part in enumerate(parts) if part != number]
        test = [index for index, part in enumerate(parts) if part == number]
        yield Fold(number, train, test)


def parts_of(groups: Iterable[str], folds: int) -> dict[str, int]:
    """The part of each group, by name."""
    return {group: fold_of(group, folds) for group in sorted(set(groups))}
