"""FinanceEmbeddings of @plumbline/retrievers: a vector per token, judged by ranking passages with vectors alone and beside BM25."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from training.folds import cut, parts_of
from training.result import Card, Result, SuiteReport, TrainingRecord
from training.source import Source
from training.vectors.encode import as_shipped, encode
from training.vectors.judge import Scores, bm25, judge, min_max
from training.vectors.texts import Pair, Passage
from training.vectors.train import Settings, Vectors, embed, train_vectors
from training.write import json_bytes

FILE = "packages/retrievers/data/finance-embeddings.json"


@dataclass(frozen=True)
class Records:
    passages: list[Passage]
    pairs: list[Pair]
    hashed_passages: np.ndarray
    hashed_queries: np.ndarray
    fixture: list[dict[str, str]]


def read(source: Source) -> Records:
    passages = [
        Passage(row["id"], row["docId"], row["group"], row["kind"], row["tokens"].split(), row["text"])
        for row in source.dumped("passages.jsonl")
    ]
    place = {passage.id: number for number, passage in enumerate(passages)}
    pairs = [
        Pair(
            row["id"],
            row["docId"],
            row["group"],
            row["kind"],
            row["scope"],
            row["tokens"].split(),
            [place[name] for name in row["relevant"]],
            row["question"],
        )
        for row in source.dumped("pairs.jsonl")
    ]
    hashed = [np.array(source.dumped(f"hashed-{name}.jsonl")) for name in ("passages", "queries")]
    return Records(passages, pairs, *hashed, source.dumped("fixture.jsonl"))


def build(records: Records, folds: int, seed: int, settings: Settings = Settings()) -> Result:
    queries = [pair for pair in records.pairs if pair.kind == "retrieval"]
    corpus = [passage for passage in records.passages if passage.kind == "retrieval"]
    similarity = np.zeros((len(queries), len(corpus)))
    kept = {"parts.json": json_bytes(parts_of((passage.doc for passage in records.passages), folds))}
    for fold in cut([passage.doc for passage in records.passages], folds):
        vectors = as_shipped(train_on(records, fold.train, settings, seed))
        held = {records.passages[number].doc for number in fold.test}
        asked = [number for number, query in enumerate(queries) if query.doc in held]
        similarity[asked] = cosines([queries[number] for number in asked], corpus, vectors)
        kept[f"fold-{fold.number}.json"] = json_bytes(encode(vectors))
        print(f"fold {fold.number}: {len(asked)} queries held out", flush=True)
    shipped = train_on(records, range(len(records.passages)), settings, seed)
    compared = compare(queries, corpus, similarity, records)
    weights = encode(shipped)
    return Result(
        weights={FILE: json_bytes(weights)},
        card=card(weights, compared),
        report=report(compared, len(queries)),
        records=[*training_records(records)],
        seen_file="packages/retrievers/data/finance-embeddings.seen.json",
        fixture=fixture(records, as_shipped(shipped)),
        kept=kept,
    )


def train_on(records: Records, places: Sequence[int], settings: Settings, seed: int) -> Vectors:
    new_place = {old: new for new, old in enumerate(places)}
    pairs = [
        Pair(pair.id, pair.doc, pair.group, pair.kind, pair.scope, pair.tokens, [new_place[at] for at in pair.relevant], "")
        for pair in records.pairs
        if all(at in new_place for at in pair.relevant)
    ]
    return train_vectors([records.passages[place] for place in places], pairs, settings, seed)


def cosines(queries: Sequence[Pair], corpus: Sequence[Passage], vectors: Vectors) -> np.ndarray:
    passages = embed([passage.tokens for passage in corpus], vectors, question=False)
    return embed([query.tokens for query in queries], vectors, question=True) @ passages.T


def compare(
    queries: Sequence[Pair], corpus: Sequence[Passage], similarity: np.ndarray, records: Records
) -> dict[str, dict[str, Any]]:
    """The trained vectors, what one would use without them, and each fused with BM25 (min-max, half and half)."""
    by_words = bm25([passage.tokens for passage in corpus])
    words = np.stack([by_words([token for token in query.tokens if not token.startswith("?")]) for query in queries])
    hashed = records.hashed_queries @ records.hashed_passages.T
    groups = [passage.group for passage in corpus]

    def of(matrix: np.ndarray) -> Scores:
        return lambda at, places: matrix[at, places]

    def fused(matrix: np.ndarray) -> Scores:
        return lambda at, places: min_max(matrix[at, places]) + min_max(words[at, places])

    ways = {
        "vectors": of(similarity),
        "hashed n-grams": of(hashed),
        "bm25": of(words),
        "bm25 + vectors": fused(similarity),
        "bm25 + hashed n-grams": fused(hashed),
    }
    return {name: judge(queries, groups, scores) for name, scores in ways.items()}


def report(compared: dict[str, dict[str, Any]], count: int) -> SuiteReport:
    own = dict(compared["vectors"])
    whole = own.pop("all")
    peers = {name: slices for name, slices in compared.items() if name != "vectors"}
    notes = {"measures": "passages ranked by the cosine of the text alone, without title or metadata", "peers": peers}
    return SuiteReport("retrieval", count, whole["metrics"], own, part="finance-embeddings", notes=notes)


def training_records(records: Records) -> list[TrainingRecord]:
    pairs = [
        TrainingRecord(pair.id, " ".join([pair.question, *(records.passages[at].text for at in pair.relevant)]))
        for pair in records.pairs
    ]
    return [*pairs, *(TrainingRecord(passage.id, passage.text) for passage in records.passages)]


def fixture(records: Records, vectors: Vectors) -> dict[str, Any]:
    """Texts of our own with every eighth place of their vectors: enough to see a difference, and short."""
    cases = []
    for case in records.fixture:
        (vector,) = embed([case["tokens"].split()], vectors, question=case["kind"] == "question")
        cases.append({"kind": case["kind"], "text": case["text"], "every8th": [round(value, 9) for value in vector[::8].tolist()]})
    return {"cases": cases}


def card(weights: dict[str, Any], compared: dict[str, dict[str, Any]]) -> Card:
    tokens = len(weights["tokens"].split())
    figures = [
        (f"`{name}`, {way}: hit@1, MRR@10", f"{row['metrics']['hit@1']:.3f}, {row['metrics']['mrr@10']:.3f}")
        for name in sorted(compared["vectors"])
        if name != "all"
        for way, slices in compared.items()
        for row in [slices[name]]
    ]
    return Card(
        title="FinanceEmbeddings",
        purpose=f"Vectors for passages and questions about filings: {weights['dimensions']} dimensions, one vector for each of {tokens:,} tokens, "
        "8-bit integers with a scale per vector, in `@plumbline/retrievers/embeddings`. Why static vectors: "
        "[decision 0004](../decisions/0004-static-finance-vectors.md).",
        method="Half of each first vector comes from latent semantic analysis (truncated SVD of tf-idf over all texts), half from signs "
        "drawn from a hash of the token. Then questions are drawn to the passages that answer them and away from others, of the same document and of others "
        "(softmax over cosines, temperature 0.05, eight passes of Adam); words of a page drawn to the rest of the page are "
        "mixed in. Questions have an addition per token, so that \"how much\" leads to tables. A token that is not listed has the signs of its hash.",
        data=[
            ("retrieval: TAT-QA questions and passages", "CC BY 4.0"),
            ("retrieval, qa-numeric: ConvFinQA questions, pages", "MIT"),
            ("qa-numeric/train: TAT-QA training questions as redistributed by FinLLMs", "CC BY 4.0"),
            ("demo-corpus: pages of filings with the SEC", "public filings, free to copy; words remain those of the companies"),
            ("demo-corpus, retrieval: FOMC statements", "work of the U.S. government, public domain"),
        ],
        figures=figures,
        limits=[
            "English; words are stemmed, their order does not count, and a negation is a word like any other.",
            "Trained on annual reports and rate decisions: other kinds of text have their words, but not their synonyms.",
            "The figures rank by the text alone. Company, ticker and date of a question stand in metadata, which the vectors never see; "
            "that is why `global/…` is low here and why the retriever does not rank by vectors alone.",
            "A ConvFinQA page is cut so that the sentence with the answer is a passage of its own: short passages are favoured there by the data.",
            "Vectors of different versions cannot be compared; the identity is part of the index's, and an index of another one is refused.",
        ],
    )
