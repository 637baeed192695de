"""Moves token vectors so that a question stands nearest to the passages that answer it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from training.vectors.texts import Pair, Passage, Vocabulary, count_matrix, normalised


@dataclass(frozen=True)
class ContrastSettings:
    epochs: int = 8
    batch: int = 256
    temperature: float = 0.05
    rate: float = 0.002
    pull: float = 1e-3
    """How strongly a vector is held where it began."""


def contrast(
    passages: list[Passage],
    pairs: list[Pair],
    vocabulary: Vocabulary,
    begun: np.ndarray,
    settings: ContrastSettings,
    random: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    """Vectors of tokens in passages, and what a question adds; by Adam with a falling rate."""
    counts = Counts(
        count_matrix([passage.tokens for passage in passages], vocabulary, vocabulary.passage_size),
        count_matrix([pair.tokens for pair in pairs], vocabulary, len(vocabulary.tokens)),
    )
    batches = Batches(passages, pairs)
    moved, added = begun.copy(), np.zeros((len(vocabulary.tokens), begun.shape[1]))
    adam_moved, adam_added = Adam(moved), Adam(added)
    steps = settings.epochs * (len(pairs) // settings.batch)
    done = 0
    for _ in range(settings.epochs):
        order = random.permutation(len(pairs))
        for start in range(0, len(order) - settings.batch + 1, settings.batch):
            asked = [int(number) for number in order[start : start + settings.batch]]
            of_passages, of_questions = gradients(batches.of(asked), counts, moved, added, settings.temperature)
            rate, held = settings.rate * (1 - done / steps), settings.pull / len(asked)
            adam_moved.step(of_passages + held * (moved - begun), rate)
            adam_added.step(of_questions + held * added, rate)
            done += 1
    return moved, added


@dataclass(frozen=True)
class Counts:
    passages: sp.csr_matrix
    questions: sp.csr_matrix


@dataclass(frozen=True)
class Batch:
    """Positions of pairs and of the passages they compete for; which are right, and which are of the pair's own document."""

    asked: list[int]
    pool: list[int]
    right: np.ndarray
    own: np.ndarray


class Batches:
    """Every question of a batch competes for the passages of all documents the batch asks about."""

    def __init__(self, passages: list[Passage], pairs: list[Pair]) -> None:
        self.pairs = pairs
        self.members: dict[str, list[int]] = defaultdict(list)
        for number, passage in enumerate(passages):
            if passage.kind in ("retrieval", "qa-numeric"):
                self.members[passage.group].append(number)
        self.groups = {name: number for number, name in enumerate(sorted({passage.group for passage in passages}))}
        self.group_of = np.array([self.groups[passage.group] for passage in passages])

    def of(self, asked: list[int]) -> Batch:
        pairs = [self.pairs[at] for at in asked]
        pool = sorted({number for pair in pairs for number in (*self.members[pair.group], *pair.relevant)})
        column = {number: place for place, number in enumerate(pool)}
        right = np.zeros((len(pairs), len(pool)))
        for row, pair in enumerate(pairs):
            right[row, [column[number] for number in pair.relevant]] = 1
        own = np.array([self.groups[pair.group] for pair in pairs])[:, None] == self.group_of[pool][None, :]
        return Batch(asked, pool, right, own)


def gradients(
    batch: Batch, counts: Counts, moved: np.ndarray, added: np.ndarray, temperature: float
) -> tuple[np.ndarray, np.ndarray]:
    """Of the softmax over the batch's passages plus that over the passages of the own document."""
    size = len(moved)
    passages, questions = counts.passages[batch.pool], counts.questions[batch.asked]
    p_unit, p_length = normalised(passages @ moved)
    q_unit, q_length = normalised(questions[:, :size] @ moved + questions @ added)
    scores = q_unit @ p_unit.T / temperature
    pushed = softmax_gradient(scores, batch.right) + softmax_gradient(np.where(batch.own, scores, -1e9), batch.right)
    pushed /= temperature * len(batch.asked)
    p_pull = through_length(pushed.T @ q_unit, p_unit, p_length)
    q_pull = through_length(pushed @ p_unit, q_unit, q_length)
    return passages.T @ p_pull + questions[:, :size].T @ q_pull, questions.T @ q_pull


class Adam:
    """D. Kingma and J. Ba, ICLR 2015; moves `values` in place."""

    def __init__(self, values: np.ndarray) -> None:
        self.values, self.mean, self.square, self.steps = values, np.zeros_like(values), np.zeros_like(values), 0

    def step(self, gradient: np.ndarray, rate: float) -> None:
        self.steps += 1
        self.mean = 0.9 * self.mean + 0.1 * gradient
        self.square = 0.99 * self.square + 0.01 * gradient**2
        mean, square = self.mean / (1 - 0.9**self.steps), self.square / (1 - 0.99**self.steps)
        self.values -= rate * mean / (np.sqrt(square) + 1e-8)


def softmax_gradient(scores: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Of minus the log of the share that falls on right passages."""
    share = np.exp(scores - scores.max(1, keepdims=True))
    share /= share.sum(1, keepdims=True)
    on_right = share * right
    return share - on_right / np.maximum(on_right.sum(1, keepdims=True), 1e-12)


def through_length(gradient: np.ndarray, unit: np.ndarray, length: np.ndarray) -> np.ndarray:
    """The gradient before a row was scaled to length 1."""
    return (gradient - (gradient * unit).sum(1, keepdims=True) * unit) / length
