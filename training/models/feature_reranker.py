"""FeatureReranker of @plumbline/retrievers: a linear model over features that TypeScript measures; judged as the whole pipeline."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from training.folds import cut
from training.ranking.listwise import Question, best_penalty, fit_weights
from training.result import Card, Result, SuiteReport, TrainingRecord
from training.source import Source
from training.vectors.judge import KEYS, ranked
from training.write import json_bytes

FILINGS = "filings/"
"""Questions made from templates over filings: they show what holds among long passages, and are no part of the suite."""
FILE = "packages/retrievers/data/feature-reranker.json"


@dataclass(frozen=True)
class Records:
    questions: list[Question]
    fixture: dict[str, Any]


def read(source: Source) -> Records:
    (fixture,) = source.dumped("fixture.jsonl")
    questions = [
        Question(
            row["id"],
            row["docId"],
            f"{row['scope']}/{row['id'].split(':')[0]}",
            row["text"],
            np.array(row["features"]).reshape(len(row["right"]), -1),
            np.array(row["right"], dtype=bool),
            np.array(row["retrieved"]),
            row["relevant"],
        )
        for row in source.dumped("questions.jsonl")
    ]
    return Records(questions, fixture)


def build(records: Records, folds: int, seed: int) -> Result:
    del seed  # nothing is drawn
    questions = records.questions
    weight_of = slice_weights(questions)
    scores: list[np.ndarray] = [np.zeros(0)] * len(questions)
    for fold in cut([question.group for question in questions], folds):
        weights = fit([questions[at] for at in fold.train], weight_of, folds)
        for at in fold.test:
            scores[at] = questions[at].features @ weights
    shipped = fit(questions, weight_of, folds)
    names = records.fixture["names"]
    weights_file = encode(names, shipped)
    reranked = judge_apart(questions, scores)
    retrieved = judge_apart(questions, [question.retrieved for question in questions])
    return Result(
        weights={FILE: json_bytes(weights_file)},
        card=card(reranked, retrieved, weights_file),
        report=report(reranked, retrieved),
        records=[TrainingRecord(question.id, question.text) for question in questions],
        seen_file="packages/retrievers/data/feature-reranker.seen.json",
        fixture=fixture(records.fixture, weights_file),
    )


def fit(questions: Sequence[Question], weight_of: dict[str, float], folds: int) -> np.ndarray:
    """The penalty is chosen on folds of what may be seen, so that what is held out has no say in it."""
    return fit_weights(questions, weight_of, best_penalty(questions, weight_of, folds))


def slice_weights(questions: Sequence[Question]) -> dict[str, float]:
    """Every source of `retrieval` weighs the same in all, so that the largest does not decide alone; FOMC dates need no more than
    their number, and the questions over filings count once, though they are asked in three corpora."""
    counts = Counter(question.slice for question in questions)
    filings = [name for name in counts if name.startswith(FILINGS)]
    sources: dict[str, int] = defaultdict(int)
    for name, count in counts.items():
        if name not in filings:
            sources[name.split("/")[1]] += count
    largest = max(sources.values())
    even = {name: largest / sources[name.split("/")[1]] for name in counts if name not in filings and name != "global/fomc-q"}
    return {**{name: 1 / len(filings) for name in filings}, "global/fomc-q": 1.0, **even}


def judge_apart(questions: Sequence[Question], scores: Sequence[np.ndarray]) -> dict[str, dict[str, Any]]:
    """As `judge`, where `all` is the suite alone."""
    suite = [at for at, question in enumerate(questions) if not question.slice.startswith(FILINGS)]
    judged = judge([questions[at] for at in suite], [scores[at] for at in suite])
    return {**judge(questions, scores), "all": judged["all"]}


def judge(questions: Sequence[Question], scores: Sequence[np.ndarray]) -> dict[str, dict[str, Any]]:
    found: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for question, own in zip(questions, scores):
        order = np.argsort(-own, kind="stable")[:10]
        measured = ranked([bool(right) for right in question.right[order]], question.relevant)
        found[question.slice].append(measured)
        found["all"].append(measured)
    return {
        name: {"n": len(rows), "metrics": dict(zip(KEYS, np.mean(rows, axis=0).tolist()))}
        for name, rows in sorted(found.items())
    }


def encode(names: Sequence[str], weights: np.ndarray) -> dict[str, Any]:
    body = {name: round(float(weight), 6) for name, weight in zip(names, weights)}
    digest = hashlib.sha256(repr(body).encode()).hexdigest()[:8]
    return {"identity": f"features@1.{digest}", "weights": body}


def fixture(dumped: dict[str, Any], weights_file: dict[str, Any]) -> dict[str, Any]:
    weights = np.array([weights_file["weights"][name] for name in dumped["names"]])
    scores = (np.array(dumped["features"]) @ weights).tolist()
    return {"question": dumped["question"], "candidates": dumped["candidates"], "scores": [round(score, 9) for score in scores]}


def report(reranked: dict[str, dict[str, Any]], retrieved: dict[str, dict[str, Any]]) -> SuiteReport:
    slices = {name: value for name, value in reranked.items() if name != "all" and not name.startswith(FILINGS)}
    filings = {name: value for name, value in reranked.items() if name.startswith(FILINGS)}
    notes = {
        "measures": "LanceRetriever with FinanceEmbeddings (100 candidates), then FeatureReranker; both out of fold",
        "models": ["finance-embeddings", "feature-reranker"],
        "peers": {"LanceRetriever with FinanceEmbeddings, not reranked": retrieved},
        "besides": {"questions made from templates over demo-corpus, reranked": filings},
    }
    return SuiteReport("retrieval", reranked["all"]["n"], reranked["all"]["metrics"], slices, notes=notes)


def card(reranked: dict[str, Any], retrieved: dict[str, Any], weights_file: dict[str, Any]) -> Card:
    def shown(row: dict[str, Any]) -> str:
        return f"{row['metrics']['hit@1']:.3f}, {row['metrics']['mrr@10']:.3f}"

    figures = [
        (f"`{name}`, {way}: hit@1, MRR@10", shown(rows[name]))
        for name in reranked
        if name != "all"
        for way, rows in (("reranked", reranked), ("as retrieved", retrieved))
    ]
    return Card(
        title="FeatureReranker",
        purpose=f"Reorders about a hundred candidates by {len(weights_file['weights'])} features; `FeatureReranker` in `@plumbline/retrievers`.",
        method="A linear model, fitted so that the passages that answer take the softmax share of their question's candidates (L-BFGS, "
        "squared penalty, chosen on folds of the training part). The features are measured by the same TypeScript that ships. TAT-QA and ConvFinQA weigh the same. Each feature counts a second time by how long the candidates are. "
        "The vector feature comes from vectors that have not seen the question's document. Boosted trees on the same features were 1 to 4 "
        "points worse on the small slices, and not better on the large one.",
        data=[
            ("retrieval: TAT-QA questions and passages", "CC BY 4.0"),
            ("retrieval: ConvFinQA questions and pages", "MIT"),
            ("retrieval: FOMC statements, requests by date", "work of the U.S. government, public domain"),
            ("demo-corpus: pages of filings with the SEC, questions made from templates", "public filings, free to copy; words remain those of the companies"),
        ],
        figures=figures,
        limits=[
            "`filings/…` are 150 questions made from templates, over pages, over the passages that `plumbline ingest` cuts of them, and over "
            "filings filled up to their length. They are like each other, and the weights with which they are retrieved were chosen with them in "
            "view: `as retrieved` is no blind figure there.",
            "A part of what is missing cannot be had from this data: near copies of a sentence of which one is marked as right, and pages of "
            "one report that print the same row.",
            "A ConvFinQA page is cut so that the sentence with the answer is a passage of its own: that shorter passages are favoured is in part "
            "the data's doing.",
            "The features, and their constants were chosen while looking at figures of all folds; the weights never see the documents they are judged on.",
            "Scores order the candidates of one question; they are no probabilities and cannot be compared between questions.",
        ],
    )
