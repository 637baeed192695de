"""The figure checker of @plumbline/guardrails: whether a stated figure is right, given how its number may be derived."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from training.folds import cut
from training.result import Card, Result, SuiteReport, TrainingRecord
from training.source import Source
from training.trees import Settings, Trees, fit_trees
from training.write import json_bytes

FILE = "packages/guardrails/data/figure-checker.json"
SETTINGS = Settings(trees=200, rate=0.05, leaves=12, smallest=20, penalty=5.0, share=0.5)
PASS_RATE = 0.9
"""Of right statements, how many the threshold lets pass where it is chosen."""


@dataclass(frozen=True)
class Statement:
    id: str
    group: str
    text: str
    slices: tuple[str, ...]
    right: bool
    row: int
    """-1 where no derivation yields the number: refused without asking the model."""


@dataclass(frozen=True)
class Records:
    statements: list[Statement]
    features: np.ndarray
    fixture: dict[str, Any]


def read(source: Source) -> Records:
    (fixture,) = source.dumped("fixture.jsonl")
    statements = [
        Statement(row["id"], row["docId"], row["text"], slices_of(row), row["right"], row.get("row", -1))
        for row in source.dumped("statements.jsonl")
    ]
    rows = np.fromfile(source.dump / "rows.f32", dtype=np.float32).astype(float)
    return Records(statements, rows.reshape(-1, len(fixture["names"])), fixture)


def slices_of(row: dict[str, Any]) -> tuple[str, ...]:
    kind, source, alteration = row["kind"], row["source"], row["alteration"]
    altered = () if row["right"] else (f"alteration/{alteration}",)
    return (f"kind/{kind}", f"source/{source}", f"source/{source}/{kind}", *altered)


def build(records: Records, folds: int, seed: int) -> Result:
    statements = records.statements
    accepted = np.zeros(len(statements), dtype=bool)
    thresholds = []
    for fold in cut([one.group for one in statements], folds):
        threshold = chosen(records, fold.train, folds, seed)
        thresholds.append(threshold)
        model = fit(records, fold.train, seed)
        accepted[fold.test] = scored(records, fold.test, model) >= threshold
    everything = list(range(len(statements)))
    weights_file = encode(records, fit(records, everything, seed), chosen(records, everything, folds, seed))
    metrics, slices = judged(statements, accepted)
    notes = {"thresholds": [round(one, 4) for one in thresholds], "shippedThreshold": weights_file["threshold"]}
    return Result(
        weights={FILE: json_bytes(weights_file, compact=True)},
        card=card(metrics, slices, weights_file),
        report=SuiteReport("figures", len(statements), metrics, slices, notes=notes),
        records=[TrainingRecord(one.id, one.text) for one in statements],
        seen_file="packages/guardrails/data/figure-checker.seen.json",
        fixture=fixture(records.fixture, weights_file),
    )


def fit(records: Records, places: Sequence[int], seed: int) -> Trees:
    known = [records.statements[at] for at in places if records.statements[at].row >= 0]
    features = records.features[[one.row for one in known]]
    return fit_trees(features, np.array([one.right for one in known]), SETTINGS, seed)


def scored(records: Records, places: Sequence[int], model: Trees) -> np.ndarray:
    rows = np.array([records.statements[at].row for at in places])
    scores = np.full(len(rows), -1.0)
    scores[rows >= 0] = model.probability(records.features[rows[rows >= 0]])
    return scores


def chosen(records: Records, places: Sequence[int], folds: int, seed: int) -> float:
    """The threshold at which right statements pass as often as wanted, judged by models that had not seen them."""
    found: list[np.ndarray] = []
    for fold in cut([f"inner {records.statements[at].group}" for at in places], folds):
        inner = [places[at] for at in fold.train]
        held = [places[at] for at in fold.test]
        right = np.array([records.statements[at].right for at in held])
        found.append(scored(records, held, fit(records, inner, seed))[right])
    return float(np.quantile(np.concatenate(found), 1 - PASS_RATE))


def judged(statements: Sequence[Statement], accepted: np.ndarray) -> tuple[dict[str, float], dict[str, dict[str, Any]]]:
    names = sorted({name for one in statements for name in one.slices})

    def of(members: Sequence[int]) -> dict[str, Any]:
        right = [accepted[at] for at in members if statements[at].right]
        wrong = [not accepted[at] for at in members if not statements[at].right]
        rates = {"passRate": right, "catchRate": wrong}
        return {"n": len(members), "metrics": {name: float(np.mean(own)) for name, own in rates.items() if own}}

    everything = of(range(len(statements)))
    slices = {name: of([at for at, one in enumerate(statements) if name in one.slices]) for name in names}
    return everything["metrics"], slices


def encode(records: Records, model: Trees, threshold: float) -> dict[str, Any]:
    body = {"threshold": round(threshold, 4), **model.encoded()}
    digest = hashlib.sha256(repr(body).encode()).hexdigest()[:8]
    return {"identity": f"figures@1.{digest}", "features": records.fixture["names"], **body}


def fixture(dumped: dict[str, Any], weights_file: dict[str, Any]) -> dict[str, Any]:
    """Statements of our own with the probabilities of the trees as they were written; null where nothing yields the number."""
    model = Trees(weights_file["bias"], weights_file["trees"])
    scores = [round(float(model.probability(np.array([row]))[0]), 9) if row else None for row in dumped["features"]]
    return {key: dumped[key] for key in ("question", "history", "sources", "statements")} | {"probabilities": scores}


def card(metrics: dict[str, float], slices: dict[str, dict[str, Any]], weights_file: dict[str, Any]) -> Card:
    def shown(own: dict[str, float]) -> str:
        return ", ".join(f"{name} {value:.3f}" for name, value in own.items())

    return Card(
        title="Figure checker",
        purpose="Says of a stated figure whether it is right, given a question and its sources; `createFigureChecker` in "
        "`@plumbline/guardrails/figures`.",
        method="Every way to derive the number by one named operation is found and ranked by the derivation ranker. What no derivation yields is "
        f"refused. The rest goes through {len(weights_file['trees'])} boosted trees of {SETTINGS.leaves} leaves over the ranker's scores (of the best "
        "derivation, of others of the same number, of the numbers it competes with), the features of the best derivation, and how the figure is "
        f"stated (percent, scale, digits). The threshold is where {PASS_RATE:.1%} of right statements pass, chosen on the training folds "
        "by models that had not seen the statement.",
        data=[
            ("figures: TAT-QA questions with stated answers", "CC BY 4.0"),
            ("figures: ConvFinQA turns with stated answers", "MIT"),
        ],
        figures=[("all", shown(metrics)), *((f"`{name}`", shown(own["metrics"])) for name, own in slices.items())],
        limits=[
            "Right and wrong statements are those of the set `figures`: published answers and altered copies of them. Models err in other ways.",
            "English annual reports. A figure that needs two operations not named by the ranker is refused.",
            "The ranker's scores of a statement come from weights that have not seen its document; the trees of a fold learn from scores of "
            "rankers that have seen the documents of that fold.",
            "The features were chosen while looking at figures of all folds.",
            "The sign of some questions after a difference is debatable; the labels follow the published answers.",
        ],
    )
