"""Answer confidence of @plumbline/router: when a calculation is good enough to be given as the answer."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from training.folds import cut, parts_of
from training.result import Card, Result, SuiteReport, TrainingRecord
from training.source import Source
from training.write import json_bytes

FILE = "packages/router/data/answer-confidence.json"
PENALTY = 0.1
PRECISION = 0.80
"""Of the answers to arithmetic questions, so many must be right on the training part; the suite's gate is 0.75."""
LOOKUP_FROM = 0.5
CALCULATION_ASKED_FROM = 0.4
ASKED_FROM = {"first": 0.4, "followUp": 0.1}
THRESHOLDS = np.round(np.arange(0.30, 0.91, 0.01), 2)


@dataclass(frozen=True)
class Question:
    id: str
    group: str
    source: str
    answer_type: str
    text: str
    follow_up: bool
    looks_up: bool
    calculates: bool
    calculated: bool
    quotes: bool
    quoted: bool


@dataclass(frozen=True)
class Records:
    names: list[str]
    questions: list[Question]
    features: np.ndarray


def read(source: Source) -> Records:
    (names,) = source.dumped("names.jsonl")
    rows = source.dumped("questions.jsonl")
    questions = [
        Question(
            row["id"],
            row["docId"],
            row["source"],
            row["answerType"],
            row["text"],
            row["followUp"],
            row["looksUp"],
            row["calculates"],
            row["calculated"],
            row["quotes"],
            row["quoted"],
        )
        for row in rows
    ]
    width = len(names["features"])
    features = np.array([row["features"] or [0.0] * width for row in rows], dtype=float)
    return Records(names["features"], questions, features)


def build(records: Records, folds: int, seed: int) -> Result:
    del seed  # nothing is drawn
    questions = records.questions
    groups = [question.group for question in questions]
    everything = list(range(len(questions)))
    kept = {"parts.json": json_bytes(parts_of(groups, folds))}
    decided: list[str] = [""] * len(questions)
    for fold in cut(groups, folds):
        model = train(records, fold.train, folds)
        kept[f"fold-{fold.number}.json"] = json_bytes(encode(records.names, model))
        for at, decision in zip(fold.test, decide(records, fold.test, model)):
            decided[at] = decision
    shipped = train(records, everything, folds)
    figures = judge(questions, decided)
    return Result(
        weights={FILE: json_bytes(encode(records.names, shipped))},
        card=card(figures, shipped),
        report=SuiteReport("qa-numeric", figures["all"]["n"], figures["all"]["metrics"], without(figures, "all"), part="answer-confidence"),
        records=[TrainingRecord(question.id, question.text) for question in questions],
        seen_file="packages/router/data/answer-confidence.seen.json",
        fixture=fixture(records, shipped),
        kept=kept,
    )


@dataclass(frozen=True)
class Logistic:
    bias: float
    weights: np.ndarray

    def of(self, features: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-(features @ self.weights + self.bias)))


@dataclass(frozen=True)
class Logistics:
    """Whether a calculation is right, whether a number looked up for a follow-up is, and whether a calculated one is asked for."""

    right: Logistic
    lookup: Logistic
    asked: Logistic

    def of(self, features: np.ndarray) -> np.ndarray:
        return np.stack([self.right.of(features), self.lookup.of(features), self.asked.of(features)], axis=1)


@dataclass(frozen=True)
class Model:
    parts: Logistics
    threshold: float


def train(records: Records, part: Sequence[int], folds: int) -> Model:
    """The threshold comes from predictions for documents that were held out within the part."""
    questions = [records.questions[at] for at in part]
    features = records.features[list(part)]
    held = np.zeros((len(questions), 3))
    for fold in cut([question.group for question in questions], folds):
        if fold.test:
            held[fold.test] = fit_all([questions[at] for at in fold.train], features[fold.train]).of(features[fold.test])
    threshold = next(
        (float(threshold) for threshold in THRESHOLDS if precision(questions, held, float(threshold)) >= PRECISION),
        float(THRESHOLDS[-1]),
    )
    return Model(fit_all(questions, features), threshold)


def fit_all(questions: Sequence[Question], features: np.ndarray) -> Logistics:
    right = np.array([question.calculated for question in questions])
    asked = np.array([question.answer_type == "arithmetic" for question in questions])
    looks_up = np.array([question.looks_up for question in questions])
    calculates = np.array([question.calculates for question in questions])
    # Apart: what makes a calculation right says nothing of a number that only stands there.
    own = calculates & asked & ~looks_up
    found = calculates & looks_up
    return Logistics(fit(features[own], right[own]), fit(features[found], right[found]), fit(features, asked))


def fit(features: np.ndarray, labels: np.ndarray) -> Logistic:
    """Logistic regression over standardised features, written for the features as they are."""
    mean, spread = features.mean(axis=0), features.std(axis=0)
    spread[spread < 1e-9] = 1.0
    model = LogisticRegression(C=PENALTY, max_iter=5000, tol=1e-8).fit((features - mean) / spread, labels)
    weights = np.round(model.coef_[0] / spread, 6)
    return Logistic(round(float(model.intercept_[0] - (model.coef_[0] / spread) @ mean), 6), weights)


def precision(questions: Sequence[Question], judged: np.ndarray, threshold: float) -> float:
    decided = [decision(question, one, threshold) for question, one in zip(questions, judged)]
    return judge(questions, decided)["all"]["metrics"]["precision"]


def decide(records: Records, part: Sequence[int], model: Model) -> list[str]:
    judged = model.parts.of(records.features[list(part)])
    return [decision(records.questions[at], one, model.threshold) for at, one in zip(part, judged)]


def decision(question: Question, judged: np.ndarray, threshold: float) -> str:
    """As `createAnswerConfidence` in TypeScript decides."""
    right, lookup, asked = judged
    if question.looks_up and question.calculates and lookup >= LOOKUP_FROM:
        return "answer"
    if question.calculates and not question.looks_up and asked >= CALCULATION_ASKED_FROM and right >= threshold:
        return "answer"
    return "refuse" if asked >= ASKED_FROM["followUp" if question.follow_up else "first"] else "quote"


def judge(questions: Sequence[Question], decided: Sequence[str]) -> dict[str, dict[str, Any]]:
    rows: dict[str, list[tuple[bool, bool]]] = {}
    for question, way in zip(questions, decided):
        answered = way == "answer" or (way == "quote" and question.quotes)
        right = question.calculated if way == "answer" else way == "quote" and question.quoted
        names = [f"{question.source}/{question.answer_type}"]
        if question.answer_type == "arithmetic":
            names += ["all", question.source]
        for name in names:
            rows.setdefault(name, []).append((answered, right))
    return {name: {"n": len(found), "metrics": metrics(found)} for name, found in sorted(rows.items())}


def metrics(found: Sequence[tuple[bool, bool]]) -> dict[str, float]:
    answered = sum(one for one, _ in found)
    right = sum(one for _, one in found)
    return {
        "accuracy": right / len(found),
        "precision": right / answered if answered else 0.0,
        "coverage": answered / len(found),
    }


def without(figures: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in figures.items() if key != name}


def encode(names: Sequence[str], model: Model) -> dict[str, Any]:
    body = {
        "features": list(names),
        **{
            name: {"bias": part.bias, "weights": part.weights.tolist()}
            for name, part in (("right", model.parts.right), ("lookup", model.parts.lookup), ("asked", model.parts.asked))
        },
        "answerFrom": {"calculation": model.threshold, "lookup": LOOKUP_FROM, "asked": CALCULATION_ASKED_FROM},
        "askedFrom": ASKED_FROM,
    }
    digest = hashlib.sha256(repr(body).encode()).hexdigest()[:8]
    return {"identity": f"answer-confidence@1.{digest}", **body}


def fixture(records: Records, model: Model) -> dict[str, Any]:
    """Made-up feature vectors: the numbers of the records stay out of the repository."""
    width = len(records.names)
    vectors = [[((at * 7 + row * 3) % 5) / 4 for at in range(width)] for row in range(3)]
    features = np.array(vectors)
    return {
        "features": vectors,
        "right": [round(float(one), 9) for one in model.parts.right.of(features)],
        "lookup": [round(float(one), 9) for one in model.parts.lookup.of(features)],
        "asked": [round(float(one), 9) for one in model.parts.asked.of(features)],
    }


def card(figures: dict[str, dict[str, Any]], model: Model) -> Card:
    def shown(name: str) -> str:
        values = figures[name]["metrics"]
        return f"{values['accuracy']:.3f}, {values['precision']:.3f}, {values['coverage']:.3f}"

    return Card(
        title="Answer confidence",
        purpose="Decides whether the offline model gives a calculation as its answer, says that it found none, or quotes; "
        "`createAnswerConfidence` in `@plumbline/router`.",
        method="Three logistic regressions over what the derivation ranker says of its best calculation, the words of the question, and the periods and "
        "units of the numbers: one for a calculation being right, one for the number that a follow-up question only looks up, one for whether the question asks for a calculated number at all. The ranker's weights have "
        f"not seen the question's document. An answer is given from a probability of {model.threshold:.2f} on: the least at which "
        f"{PRECISION:.0%} of the answers to arithmetic questions were right on documents held out of the training part.",
        data=[
            ("qa-numeric, dev: TAT-QA questions, tables and paragraphs", "CC BY 4.0"),
            ("qa-numeric, dev: ConvFinQA dialogues and pages", "MIT"),
        ],
        figures=[(f"`{name}`: accuracy, precision, coverage", shown(name)) for name in figures],
        limits=[
            "Trained on questions that come with the one page that answers them; with passages of several documents it is less sure than it says.",
            "Questions are English.",
            "The features were chosen while looking at figures of all folds; the weights and the threshold never see the documents they are judged on.",
        ],
    )
