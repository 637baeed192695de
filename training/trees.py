"""Boosted trees for a yes or no: fitted by scikit-learn, written and evaluated as TypeScript does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier


@dataclass(frozen=True)
class Settings:
    trees: int
    rate: float
    leaves: int
    smallest: int
    penalty: float
    share: float
    """Of the features, how many a split may choose from."""


@dataclass(frozen=True)
class Trees:
    bias: float
    trees: list[dict[str, list[float]]]

    def probability(self, features: np.ndarray) -> np.ndarray:
        total = np.full(len(features), self.bias)
        for tree in self.trees:
            total += evaluated(tree, features)
        return 1 / (1 + np.exp(-total))

    def encoded(self) -> dict[str, Any]:
        return {"bias": self.bias, "trees": self.trees}


def fit_trees(features: np.ndarray, labels: np.ndarray, settings: Settings, seed: int) -> Trees:
    """Rounded as they are written, so that what is judged is what ships."""
    model = HistGradientBoostingClassifier(
        max_iter=settings.trees,
        learning_rate=settings.rate,
        max_leaf_nodes=settings.leaves,
        min_samples_leaf=settings.smallest,
        l2_regularization=settings.penalty,
        max_features=settings.share,
        early_stopping=False,
        random_state=seed,
    ).fit(features, labels)
    bias = round(float(np.ravel(model._baseline_prediction)[0]), 6)
    return Trees(bias, [encoded(one[0].nodes) for one in model._predictors])


def encoded(nodes: np.ndarray) -> dict[str, list[float]]:
    """The inner nodes and leaves of one tree; a leaf has the feature -1."""
    leaf = nodes["is_leaf"].astype(bool)

    def where(values: np.ndarray, other: float) -> list[Any]:
        return np.where(leaf, other, values).tolist()

    return {
        "feature": where(nodes["feature_idx"].astype(int), -1),
        "limit": [short(value) for value in where(nodes["num_threshold"], 0)],
        "left": where(nodes["left"].astype(int), 0),
        "right": where(nodes["right"].astype(int), 0),
        "value": [short(value) for value in np.where(leaf, nodes["value"], 0).tolist()],
    }


def short(value: float) -> float:
    """Five digits that count; whole numbers without a point."""
    rounded = float(f"{value:.5g}")
    return int(rounded) if rounded.is_integer() else rounded


def evaluated(tree: dict[str, Sequence[float]], features: np.ndarray) -> np.ndarray:
    """The leaf values of many rows at once."""
    feature, left, right = (np.array(tree[name], dtype=int) for name in ("feature", "left", "right"))
    limit, value = np.array(tree["limit"]), np.array(tree["value"], dtype=float)
    node = np.zeros(len(features), dtype=int)
    rows = np.arange(len(features))
    while (feature[node] >= 0).any():
        asked = feature[node]
        goes_left = features[rows, np.maximum(asked, 0)] <= limit[node]
        node = np.where(asked < 0, node, np.where(goes_left, left[node], right[node]))
    return value[node]
