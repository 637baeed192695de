"""A softmax over the candidates of a question and "none", whose weights are those of the candidate's operation plus those of its shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

ITERATIONS = 120


@dataclass(frozen=True)
class Groups:
    """The rows of a weight table: operations first, then shapes."""

    names: list[str]
    operation_of: np.ndarray
    shape_of: np.ndarray

    @staticmethod
    def of(names: Mapping[str, Sequence[str]], operations: Mapping[str, str], shapes: Mapping[str, str]) -> Groups:
        rows = [*dict.fromkeys(operations.values()), *dict.fromkeys(shapes.values())]
        place = {name: at for at, name in enumerate(rows)}
        return Groups(
            rows,
            np.array([place[operations[name]] for name in names["operations"]]),
            np.array([place[shapes[name]] for name in names["shapes"]]),
        )


@dataclass(frozen=True)
class Rows:
    features: np.ndarray
    operation: np.ndarray
    shape: np.ndarray
    right: np.ndarray
    likely: np.ndarray
    groups: Groups

    def scores(self, places: np.ndarray, table: np.ndarray) -> np.ndarray:
        weights = table[self.operation[places]] + table[self.shape[places]]
        return (np.asarray(self.features[places], dtype=np.float64) * weights).sum(1)


def fit_groups(rows: Rows, questions: Sequence[np.ndarray], penalty: float) -> tuple[np.ndarray, float]:
    """The table of weights and the score of "none". `questions` are the places of each question's rows."""
    places = np.concatenate(questions)
    features = np.asarray(rows.features[places])
    right = rows.right[places]
    lengths = np.array([len(own) for own in questions])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    owner = np.repeat(np.arange(len(questions)), lengths)
    groups = len(rows.groups.names)
    width = features.shape[1]
    members = [np.where((rows.operation[places] == at) | (rows.shape[places] == at))[0] for at in range(groups)]
    parts = [features[own] for own in members]
    del features
    unanswered = ~np.logical_or.reduceat(right, starts)

    def loss(packed: np.ndarray) -> tuple[float, np.ndarray]:
        table, none = packed[:-1].reshape(groups, width), packed[-1]
        narrow = table.astype(np.float32)
        scores = np.zeros(len(places), dtype=np.float32)
        for own, part, weights in zip(members, parts, narrow):
            scores[own] += part @ weights
        highest = np.maximum(np.maximum.reduceat(scores, starts), none)
        share = np.exp(scores - highest[owner])
        share_none = np.exp(none - highest)
        whole = np.add.reduceat(share, starts) + share_none
        on_right = np.add.reduceat(share * right, starts)
        hit = np.maximum(np.where(unanswered, share_none, on_right), 1e-30)
        value = (np.log(whole) - np.log(hit)).sum() + 0.5 * penalty * (table**2).sum()
        aimed = np.where(unanswered[owner], 0, share * right / np.maximum(on_right, 1e-30)[owner])
        pushed = (share / whole[owner] - aimed).astype(np.float32)
        slope = np.stack([part.T @ pushed[own] for own, part in zip(members, parts)]).astype(np.float64)
        slope_none = (share_none / whole - unanswered).sum()
        return float(value), np.concatenate([(slope + penalty * table).ravel(), [slope_none]])

    start = np.zeros(groups * width + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS, "maxcor": 10})
    return found.x[:-1].reshape(groups, width), float(found.x[-1])
