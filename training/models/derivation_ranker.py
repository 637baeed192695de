"""The derivation ranker of @plumbline/core: which of the numbers that can be come to is the one a question asks for."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from training.folds import cut, parts_of
from training.ranking.grouped import Groups, Rows, fit_groups
from training.result import Card, Result, SuiteReport, TrainingRecord
from training.source import Source
from training.write import json_bytes

FILE = "packages/core/data/derivation-ranker.json"
PENALTY = 3.0
KEPT_SHARE = 0.25
"""Of the wrong derivations a question has by the hundred, this share is trained on."""

OPERATIONS = {
    "value": "value",
    "negated": "negated",
    "rescaled": "product",
    "difference": "difference",
    "change": "change",
    "ratio": "ratio",
    "sumShare": "ratio",
    "sum": "sum",
    "negatedSum": "sum",
    "average": "average",
    "negatedAverage": "average",
    "product": "product",
    "percentOf": "product",
}
SHAPES = {
    "single": "single",
    "row": "in a row",
    "column": "in a column",
    "across": "across",
    "text": "with text",
    "history": "with history",
    "historyOnly": "with history",
    "constant": "with a constant",
}


@dataclass(frozen=True)
class Question:
    id: str
    group: str
    slice: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Records:
    questions: list[Question]
    rows: Rows
    names: dict[str, list[str]]
    fixture: dict[str, Any]


def read(source: Source) -> Records:
    (names,) = source.dumped("names.jsonl")
    (fixture,) = source.dumped("fixture.jsonl")
    questions = [
        Question(row["id"], row["docId"], f"{row['source']}/{row['kind']}", row["text"], row["from"], row["to"])
        for row in source.dumped("questions.jsonl")
    ]
    width = len(names["features"])
    table = np.memmap(source.dump / "rows.f32", dtype=np.float32, mode="r").reshape(-1, width + 4)
    groups = Groups.of(names, OPERATIONS, SHAPES)
    rows = Rows(
        features=table[:, :width],
        operation=groups.operation_of[np.asarray(table[:, width], dtype=int)],
        shape=groups.shape_of[np.asarray(table[:, width + 1], dtype=int)],
        right=np.asarray(table[:, width + 2]) > 0,
        likely=np.asarray(table[:, width + 3]) > 0,
        groups=groups,
    )
    return Records(questions, rows, names, fixture)


def build(records: Records, folds: int, seed: int) -> Result:
    rows, questions = records.rows, records.questions
    sampled = np.random.default_rng(seed).random(len(rows.right)) < KEPT_SHARE
    kept = {"parts.json": json_bytes(parts_of((question.group for question in questions), folds))}
    first: dict[str, list[bool]] = defaultdict(list)
    reached: dict[str, list[bool]] = defaultdict(list)
    for fold in cut([question.group for question in questions], folds):
        weights = fit(records, [questions[at] for at in fold.train], sampled)
        kept[f"fold-{fold.number}.json"] = json_bytes(encode(records, weights))
        for at in fold.test:
            judge(rows, questions[at], weights, first, reached)
    shipped = encode(records, fit(records, questions, sampled))
    figures = slices(first, reached)
    return Result(
        weights={FILE: json_bytes(shipped)},
        card=card(figures),
        report=SuiteReport("figures", len(questions), figures["all"]["metrics"], without(figures, "all"), part="derivation-ranker"),
        records=[TrainingRecord(question.id, question.text) for question in questions],
        seen_file="packages/core/data/derivation-ranker.seen.json",
        fixture=fixture(records, shipped),
        kept=kept,
    )


@dataclass(frozen=True)
class Weights:
    table: np.ndarray
    none: float


def fit(records: Records, questions: Sequence[Question], sampled: np.ndarray) -> Weights:
    rows = records.rows
    places = [np.arange(question.start, question.end) for question in questions]
    used = [own[rows.right[own] | sampled[own]] for own in places]
    table, none = fit_groups(rows, [own for own in used if len(own) > 0], PENALTY)
    # As shipped, so that what is judged is what is written.
    return Weights(np.round(table, 5), round(none, 5))


def judge(
    rows: Rows,
    question: Question,
    weights: Weights,
    first: dict[str, list[bool]],
    reached: dict[str, list[bool]],
) -> None:
    own = np.arange(question.start, question.end)
    own = own[rows.likely[own]]
    right = rows.right[own]
    best = bool(right[np.argmax(rows.scores(own, weights.table))]) if len(own) > 0 else False
    for name in (question.slice, "all"):
        first[name].append(best)
        reached[name].append(bool(right.any()))


def slices(first: dict[str, list[bool]], reached: dict[str, list[bool]]) -> dict[str, dict[str, Any]]:
    return {
        name: {"n": len(first[name]), "metrics": {"first": float(np.mean(first[name])), "reached": float(np.mean(reached[name]))}}
        for name in sorted(first)
    }


def without(rows: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in rows.items() if key != name}


def encode(records: Records, weights: Weights) -> dict[str, Any]:
    groups = records.rows.groups
    body = {name: [round(float(weight), 5) for weight in row] for name, row in zip(groups.names, weights.table)}
    digest = hashlib.sha256(repr((body, weights.none)).encode()).hexdigest()[:8]
    return {
        "identity": f"derivations@1.{digest}",
        "features": records.names["features"],
        "operationGroups": OPERATIONS,
        "shapeGroups": SHAPES,
        "weights": body,
        "none": weights.none,
    }


def fixture(records: Records, weights_file: dict[str, Any]) -> dict[str, Any]:
    """Candidates of a question of our own with the scores of the weights as they were written."""

    def scored(candidate: dict[str, Any]) -> dict[str, Any]:
        rows = [weights_file["weights"][OPERATIONS[candidate["operation"]]], weights_file["weights"][SHAPES[candidate["shape"]]]]
        score = float(np.array(candidate["features"]) @ np.sum(rows, axis=0))
        return {key: candidate[key] for key in ("operation", "shape", "operands", "value")} | {"score": round(score, 9)}

    dumped = records.fixture
    return {**without(dumped, "candidates"), "candidates": [scored(one) for one in dumped["candidates"]]}


def card(figures: dict[str, dict[str, Any]]) -> Card:
    rows = [
        (f"`{name}` ({row['n']} questions): right one first; among the candidates", "{first:.3f}; {reached:.3f}".format(**row["metrics"]))
        for name, row in figures.items()
    ]
    return Card(
        title="Derivation ranker",
        purpose="Orders the numbers that a question's sources yield (looked up, or by a named operation) by how likely each is what the "
        "question asks for; `createDerivationRanker` in `@plumbline/core/derivations`.",
        method="A log-linear model: the score of a derivation is the product of its features with weights of its operation plus weights "
        "of its shape, and the softmax over all derivations and \"none\" is fitted to give the right numbers their share (L-BFGS, squared "
        f"penalty {PENALTY}). The features are measured by the same TypeScript that ships. All right derivations and {KEPT_SHARE:.0%} of the "
        "wrong ones are trained on.",
        data=[
            ("figures: TAT-QA questions with stated answers", "CC BY 4.0"),
            ("figures: ConvFinQA turns with stated answers", "MIT"),
            ("qa-numeric: TAT-QA training questions", "CC BY 4.0"),
        ],
        figures=rows,
        limits=[
            "Trained on annual reports in English: a page with one or two tables and the text around it.",
            "A derivation counts as right when it yields the published answer, so that a chance match counts as well.",
            "What needs more than one operation beyond those named (a ratio of two averages) is not reached.",
            "The features and the penalty were chosen while looking at figures of all folds; the weights never see the documents they are judged on.",
            "The scores compare derivations of one question only.",
        ],
    )
