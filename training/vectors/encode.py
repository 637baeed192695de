"""Token vectors as 8-bit integers with a scale per vector, and as the file the package ships."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from typing import Any

import numpy as np

from training.vectors.train import Vectors

LEAST = 1e-3
"""Question rows shorter than this, beside a mean length of 1 among passage rows, are left out."""


def quantised(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Integers of -127 to 127 and what they are multiplied by."""
    largest = np.abs(rows).max(1)
    scales = (largest / 127).astype(np.float32)
    divisors = np.where(scales > 0, scales, 1).astype(np.float64)
    return np.rint(rows / divisors[:, None]).astype(np.int8), scales


def as_shipped(vectors: Vectors) -> Vectors:
    """The vectors as the package sees them: what is measured is what ships."""
    short = np.linalg.norm(vectors.question, axis=1) < LEAST
    question = np.where(short[:, None], 0, vectors.question)
    return replace(vectors, passage=restored(vectors.passage), question=restored(question))


def restored(rows: np.ndarray) -> np.ndarray:
    values, scales = quantised(rows)
    return values.astype(np.float64) * scales.astype(np.float64)[:, None]


def encode(vectors: Vectors) -> dict[str, Any]:
    """The weights file; packages/retrievers/src/embeddings/finance-model.ts reads it."""
    asked = np.flatnonzero(np.linalg.norm(vectors.question, axis=1) >= LEAST)
    body = {
        "dimensions": int(vectors.passage.shape[1]),
        "unknown": round(vectors.unknown, 6),
        "tokens": " ".join(vectors.vocabulary.tokens),
        **packed(vectors.passage),
        "question": {"rows": text_of(asked.astype("<u2")), **packed(vectors.question[asked])},
    }
    digest = hashlib.sha256(repr(body).encode()).hexdigest()[:8]
    return {"identity": f"finance@1.{digest}", **body}


def packed(rows: np.ndarray) -> dict[str, str]:
    values, scales = quantised(rows)
    return {"vectors": text_of(values), "scales": text_of(scales.astype("<f4"))}


def text_of(values: np.ndarray) -> str:
    return base64.b64encode(values.tobytes()).decode("ascii")
