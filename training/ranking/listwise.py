"""A linear scorer of candidates, fitted so that the right ones of each question take the share (softmax) from the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from training.folds import cut

PENALTIES = (1e-3, 3e-3, 1e-2, 3e-2)


@dataclass(frozen=True)
class Question:
    id: str
    group: str
    slice: str
    text: str
    features: np.ndarray
    """A row per candidate, in the order of retrieval."""
    right: np.ndarray
    retrieved: np.ndarray
    """The score each candidate came with."""
    relevant: int


def fit_weights(questions: Sequence[Question], weight_of: dict[str, float], penalty: float) -> np.ndarray:
    """A weight per feature. `penalty` is on the square of the weights of standardised features; each question counts by its slice."""
    told_apart = [question for question in questions if 0 < question.right.sum() < len(question.right)]
    rows = np.vstack([question.features for question in told_apart])
    spread = rows.std(0) + 1e-9
    rows = (rows - rows.mean(0)) / spread
    right = np.concatenate([question.right for question in told_apart])
    lengths = [len(question.right) for question in told_apart]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    owner = np.repeat(np.arange(len(told_apart)), lengths)
    counted = np.array([weight_of[question.slice] for question in told_apart])
    counted = counted / counted.sum()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = rows @ weights
        share = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        share /= np.add.reduceat(share, starts)[owner]
        on_right = share * right
        reached = np.add.reduceat(on_right, starts)
        value = -(counted * np.log(np.maximum(reached, 1e-300))).sum() + 0.5 * penalty * weights @ weights
        pushed = (share - on_right / np.maximum(reached, 1e-300)[owner]) * counted[owner]
        return float(value), rows.T @ pushed + penalty * weights

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 1000, "ftol": 1e-12})
    return found.x / spread


def best_penalty(questions: Sequence[Question], weight_of: dict[str, float], folds: int) -> float:
    """The penalty with the least loss on held-out documents; groups are cut otherwise than outside, lest a part be empty."""
    lost = dict.fromkeys(PENALTIES, 0.0)
    for fold in cut([f"inner {question.group}" for question in questions], folds):
        held = [questions[at] for at in fold.test if questions[at].right.any()]
        for penalty in PENALTIES:
            weights = fit_weights([questions[at] for at in fold.train], weight_of, penalty)
            lost[penalty] += sum(weight_of[question.slice] * missed(question, weights) for question in held)
    return min(PENALTIES, key=lambda penalty: lost[penalty])


def missed(question: Question, weights: np.ndarray) -> float:
    """Minus the logarithm of the share on right candidates."""
    scores = question.features @ weights
    share = np.exp(scores - scores.max())
    return -float(np.log(max(share[question.right].sum() / share.sum(), 1e-9)))
