"""Texts as bags of tokens: vocabulary, sparse counts, and the records they come from."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

Tokens = list[str]

NUMBER, PASSAGE = "#", "^"
"""What packages/retrievers/src/embeddings/finance-tokens.ts makes of a number, and puts before a passage."""


@dataclass(frozen=True)
class Passage:
    id: str
    doc: str
    group: str
    """Passages that are told apart: those of one document, of one source."""
    kind: str
    tokens: Tokens
    text: str


@dataclass(frozen=True)
class Pair:
    """A question and the positions of the passages that answer it."""

    id: str
    doc: str
    group: str
    kind: str
    scope: str
    tokens: Tokens
    relevant: list[int]
    question: str


@dataclass(frozen=True)
class Vocabulary:
    """Tokens with a vector of their own, by position; questions know a few more, which follow."""

    tokens: list[str]
    index: Mapping[str, int]
    rarity: np.ndarray

    @property
    def passage_size(self) -> int:
        return len(self.rarity)


def is_question_token(token: str) -> bool:
    return token.startswith("?")


def learn_vocabulary(texts: Sequence[Tokens], questions: Sequence[Tokens], min_texts: int, min_questions: int) -> Vocabulary:
    """Tokens of at least `min_texts` texts, in order of the alphabet, with the rarity (idf) of Robertson and Spärck Jones."""
    held = Counter(token for tokens in texts for token in set(tokens))
    kept = sorted(token for token, count in held.items() if count >= min_texts)
    total = len(texts)
    rarity = np.array([math.log(1 + (total - held[token] + 0.5) / (held[token] + 0.5)) for token in kept])
    asked = Counter(token for tokens in questions for token in set(tokens) if is_question_token(token))
    small = sorted(token for token, count in asked.items() if count >= min_questions)
    tokens = kept + small
    return Vocabulary(tokens, {token: number for number, token in enumerate(tokens)}, rarity)


def count_matrix(texts: Sequence[Tokens], vocabulary: Vocabulary, size: int) -> sp.csr_matrix:
    """A row per text, a column per token of the first `size`."""
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, tokens in enumerate(texts):
        for token, weight in weighted_counts(tokens):
            column = vocabulary.index.get(token)
            if column is not None and column < size:
                rows.append(row)
                columns.append(column)
                values.append(weight)
    return sp.csr_matrix((values, (rows, columns)), shape=(len(texts), size))


def weighted_counts(tokens: Tokens) -> list[tuple[str, float]]:
    """Each token with 1 + ln(count), as the TypeScript side weighs repeats."""
    return [(token, 1 + math.log(count)) for token, count in Counter(tokens).items()]


def normalised(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows of length 1, or 0 where there is nothing, and their lengths."""
    length = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-8)
    return rows / length, length
