"""Token vectors: begun by latent semantic analysis, then moved by contrast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp
from sklearn.decomposition import TruncatedSVD

from training.vectors.contrast import ContrastSettings, contrast
from training.vectors.texts import (
    NUMBER,
    PASSAGE,
    Pair,
    Passage,
    Tokens,
    Vocabulary,
    count_matrix,
    is_question_token,
    learn_vocabulary,
    normalised,
    weighted_counts,
)
from training.vectors.unknown import sign_vector


PIECE = 120
SHORTEST_PIECE = 40
"""Tokens of a page that stand for a passage."""


@dataclass(frozen=True)
class Settings:
    dimensions: int = 256
    signs: float = 0.5
    """How much of a token's first vector is its sign vector, 0 to 1: exact words then keep meeting."""
    unknown: float = 1.0
    """Length of the vector of an unknown token, beside the mean length of the known ones."""
    min_texts: int = 2
    min_questions: int = 5
    contrast: ContrastSettings = field(default_factory=ContrastSettings)


@dataclass(frozen=True)
class Vectors:
    """`passage` has a row per token, `question` what is added to it when the token stands in a question."""

    vocabulary: Vocabulary
    passage: np.ndarray
    question: np.ndarray
    unknown: float


def train_vectors(passages: Sequence[Passage], pairs: Sequence[Pair], settings: Settings, seed: int) -> Vectors:
    """Trains on all that is given; `Pair.relevant` are positions in `passages`."""
    random = np.random.default_rng(seed)
    vocabulary = learn_vocabulary(
        [passage.tokens for passage in passages],
        [pair.tokens for pair in pairs],
        settings.min_texts,
        settings.min_questions,
    )
    begun = first_vectors(passages, vocabulary, settings, seed)
    passages, pairs = with_cloze(passages, pairs, random)
    moved, added = contrast(passages, pairs, vocabulary, begun, settings.contrast, random)
    return Vectors(vocabulary, moved, added, settings.unknown * float(np.sqrt((moved**2).sum(1).mean())))


def first_vectors(passages: Sequence[Passage], vocabulary: Vocabulary, settings: Settings, seed: int) -> np.ndarray:
    size = vocabulary.passage_size
    counts = count_matrix([passage.tokens for passage in passages], vocabulary, size)
    weighted = unit_rows(sp.csr_matrix(counts.multiply(vocabulary.rarity[None, :])))
    analysis = TruncatedSVD(settings.dimensions, random_state=seed).fit(weighted)
    latent = unit_scale(analysis.components_.T * vocabulary.rarity[:, None])
    signs = np.stack([sign_vector(token, settings.dimensions) for token in vocabulary.tokens[:size]])
    return unit_scale((1 - settings.signs) * latent + settings.signs * unit_scale(signs * vocabulary.rarity[:, None]))


def with_cloze(
    passages: Sequence[Passage], pairs: Sequence[Pair], random: np.random.Generator
) -> tuple[list[Passage], list[Pair]]:
    """Adds pairs from plain text: a few words of a piece of a page stand for a question, the piece answers (K. Lee et al., ACL 2019)."""
    passages, pairs = list(passages), list(pairs)
    for page in [passage for passage in passages if passage.kind in ("filings", "fomc-statements")]:
        tokens = [token for token in page.tokens if token != PASSAGE]
        for start in range(0, len(tokens) - SHORTEST_PIECE, PIECE):
            piece = tokens[start : start + PIECE]
            at, count = int(random.integers(0, len(piece) - 8)), int(random.integers(4, 9))
            asked = [token for token in piece[at : at + count] if token != NUMBER]
            if len(asked) < 2:
                continue
            rest = piece if random.random() < 0.5 else piece[:at] + piece[at + count :]
            pairs.append(Pair("", page.doc, page.group, "cloze", "", asked, [len(passages)], ""))
            passages.append(Passage("", page.doc, page.group, "cloze", [PASSAGE, *rest], ""))
    return passages, pairs


def unit_rows(matrix: sp.csr_matrix) -> sp.csr_matrix:
    length = np.sqrt(matrix.multiply(matrix).sum(1)).A1
    length[length == 0] = 1
    return sp.diags(1 / length) @ matrix


def unit_scale(rows: np.ndarray) -> np.ndarray:
    """Scaled so that the mean square length of a row is 1."""
    return rows / np.sqrt((rows**2).sum(1).mean())


def embed(texts: Sequence[Tokens], vectors: Vectors, question: bool) -> np.ndarray:
    """Rows of length 1, or 0 for a text without tokens."""
    vocabulary = vectors.vocabulary
    counts = count_matrix(texts, vocabulary, len(vocabulary.tokens))
    rows = counts[:, : vocabulary.passage_size] @ vectors.passage
    if question:
        rows = rows + counts @ vectors.question
    dimensions = vectors.passage.shape[1]
    for row, tokens in enumerate(texts):
        for token, weight in weighted_counts(tokens):
            if token not in vocabulary.index and not is_question_token(token):
                rows[row] += weight * vectors.unknown * sign_vector(token, dimensions)
    return normalised(rows)[0]
