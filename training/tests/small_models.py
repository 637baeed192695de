"""Builds models from a slice made up here, and prints a hash of every file: run twice, it prints the same."""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
from pathlib import Path

import numpy as np

from training.models import answer_confidence, feature_reranker, finance_embeddings
from training.ranking.listwise import Question
from training.result import Result
from training.vectors.contrast import ContrastSettings
from training.vectors.texts import Pair, Passage
from training.vectors.train import Settings
from training.write import write_result

DOCUMENTS = 20
WORDS = [f"w{number}" for number in range(120)]
SMALL = Settings(dimensions=16, contrast=ContrastSettings(epochs=2, batch=8))
"""As shipped, but for the size."""


def embeddings() -> Result:
    chance = random.Random(1)
    passages, pairs = [], []
    for document in range(DOCUMENTS):
        name = f"d{document}"
        for number in range(4):
            tokens = ["^", *chance.choices(WORDS, k=30), f"{name}x{number}"]
            passages.append(Passage(f"{name}/{number}", name, name, "retrieval", tokens, " ".join(tokens)))
            asked = [*chance.sample(tokens[1:], 4), "?what"]
            pairs.append(Pair(f"tatqa:{name}{number}", name, name, "retrieval", "document", asked, [len(passages) - 1], "What?"))
    hashed = np.random.default_rng(1).normal(size=(len(passages), 8))
    fixture = [{"kind": "passage", "text": "w1 w2", "tokens": "^ w1 w2"}]
    records = finance_embeddings.Records(passages, pairs, hashed, hashed, fixture)
    return finance_embeddings.build(records, 3, 1, SMALL)


def reranker() -> Result:
    draw = np.random.default_rng(2)
    names = ["first", "vector", "row"]
    questions = []
    for number in range(60):
        right = draw.permutation(8) == 0
        features = draw.normal(size=(8, len(names))) + right[:, None]
        kept = f"{('document', 'global')[number % 2]}/{('tatqa', 'convfinqa')[number % 3 == 0]}"
        questions.append(Question(f"q{number}", f"d{number % DOCUMENTS}", kept, f"text {number}", features, right, features[:, 0], 1))
    fixture = {"question": "What?", "candidates": [{"text": "a"}], "names": names, "features": [[1.0, 0.5, 0.25]]}
    return feature_reranker.build(feature_reranker.Records(questions, fixture), 3, 1)


def confidence() -> Result:
    draw = np.random.default_rng(3)
    names = ["probability", "margin", "plain"]
    features = draw.normal(size=(120, len(names)))
    questions = [
        answer_confidence.Question(
            id=f"q{number}",
            group=f"d{number % DOCUMENTS}",
            source=("TAT-QA", "ConvFinQA")[number % 2],
            answer_type=("arithmetic", "span")[number % 3 == 0],
            text=f"text {number}",
            follow_up=number % 2 == 1,
            looks_up=number % 5 == 0,
            calculates=True,
            calculated=bool(features[number, 0] + draw.normal() > 0),
            quotes=True,
            quoted=number % 4 == 0,
        )
        for number in range(len(features))
    ]
    return answer_confidence.build(answer_confidence.Records(names, questions, features), 3, 1)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        built = {"finance-embeddings": embeddings(), "feature-reranker": reranker(), "answer-confidence": confidence()}
        for model, result in built.items():
            for name in write_result(root, model, result, 3):
                sys.stdout.write(f"{hashlib.sha256((root / name).read_bytes()).hexdigest()}  {name}\n")


if __name__ == "__main__":
    main()
