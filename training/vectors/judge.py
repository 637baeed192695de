"""How well scores rank passages: hit@k, MRR@10 and nDCG@10 per slice (design.md §7), and the rankings to compare with."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from training.vectors.texts import Pair, Tokens

Scores = Callable[[int, np.ndarray], np.ndarray]
"""Scores of the passages at the given positions, for the query at a position."""

KEYS = ("hit@1", "hit@10", "recall@10", "mrr@10", "ndcg@10")


def slice_of(pair: Pair) -> str:
    return f"{pair.scope}/{pair.id.split(':')[0]}"


def judge(queries: Sequence[Pair], groups: Sequence[str], scores: Scores) -> dict[str, dict[str, object]]:
    """Metrics of each slice, and of `all`; a query of scope `document` ranks the passages of its group alone."""
    members: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        members[group].append(number)
    everything = np.arange(len(groups))
    found: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for at, query in enumerate(queries):
        candidates = np.array(members[query.group]) if query.scope == "document" else everything
        order = candidates[np.argsort(-scores(at, candidates), kind="stable")][:10]
        measured = ranked([int(number) in query.relevant for number in order], len(query.relevant))
        found[slice_of(query)].append(measured)
        found["all"].append(measured)
    return {
        name: {"n": len(rows), "metrics": dict(zip(KEYS, np.mean(rows, axis=0).tolist()))}
        for name, rows in sorted(found.items())
    }


def ranked(right: Sequence[bool], relevant: int) -> tuple[float, ...]:
    places = [place for place, is_right in enumerate(right) if is_right]
    gain = sum(1 / math.log2(place + 2) for place in places)
    best = sum(1 / math.log2(place + 2) for place in range(min(relevant, 10)))
    first = places[0] if places else None
    return (
        float(first == 0),
        float(bool(places)),
        len(places) / relevant,
        0.0 if first is None else 1 / (first + 1),
        gain / best,
    )


def bm25(texts: Sequence[Tokens], k1: float = 1.2, b: float = 0.75) -> Callable[[Tokens], np.ndarray]:
    """S. Robertson and H. Zaragoza, 2009; only to compare with: the package searches by LanceDB's."""
    holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, tokens in enumerate(texts):
        for token, count in Counter(tokens).items():
            holders[token].append((number, count))
    lengths = np.array([len(tokens) for tokens in texts])
    norms = k1 * (1 - b + b * lengths / lengths.mean())

    def scores(question: Tokens) -> np.ndarray:
        total = np.zeros(len(texts))
        for token in question:
            held = holders.get(token, [])
            rarity = math.log(1 + (len(texts) - len(held) + 0.5) / (len(held) + 0.5))
            for number, count in held:
                total[number] += rarity * count * (k1 + 1) / (count + norms[number])
        return total

    return scores


def min_max(values: np.ndarray) -> np.ndarray:
    low, high = float(values.min()), float(values.max())
    return (values - low) / (high - low) if high > low else np.ones_like(values)
