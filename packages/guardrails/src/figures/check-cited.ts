import { type CheckedFigure, checkFigures, type FigureCheckInput } from '@plumbline/core';
import { readGrounds } from '@plumbline/core/derivations';
import { type Judge, judgeStatements } from './judge-statements.ts';
import { sourcesOf } from './passage-sources.ts';
import { type Statement, statementsOf } from './statement.ts';

type CitedSentence = FigureCheckInput['sentences'][number];

/** Figures that do not stand in the cited passages as they are, derived from them. */
export function checkCited(judge: Judge, input: FigureCheckInput): CheckedFigure[] {
  const { question, text, sentences } = input;
  const checked = new Map(checkFigures(input).map((one) => [one.figure.span.start, one]));
  for (const group of groupByPassages(sentences)) {
    const statements = group.flatMap((sentence) => openStatements(text, sentence, checked));
    const cited = group[0]?.cited ?? [];
    if (cited.length === 0 || statements.length === 0) continue;
    const grounds = readGrounds(cited.flatMap(sourcesOf));
    const numberOf = (id: string, start: number): number | undefined =>
      group.find(({ span }) => span.start === start)?.cited.find(({ passage }) => passage.id === id)?.n;
    const nameSource = (id: string, { sentence }: Statement) => `passage ${numberOf(id, sentence.start) ?? id}`;
    const judged = judgeStatements(judge, { question, history: [], grounds, statements, nameSource });
    for (const [index, { checked: one, sources }] of judged.entries()) {
      const [passageId] = sources;
      const citation = numberOf(passageId ?? '', statements[index]?.sentence.start ?? -1);
      const place = passageId === undefined || citation === undefined ? {} : { passageId, citation };
      checked.set(one.figure.span.start, { ...one, ...place });
    }
  }
  return [...checked.values()];
}

/** The figures of a sentence that were not found as they stand. */
function openStatements(
  text: string,
  { span }: CitedSentence,
  checked: ReadonlyMap<number, CheckedFigure>,
): Statement[] {
  return statementsOf(text.slice(span.start, span.end), span.start).filter(
    ({ figure }) => checked.get(figure.span.start + span.start)?.status !== 'found',
  );
}

/** Sentences that cite the same passages, each numbered anew by the citation. */
function groupByPassages(sentences: readonly CitedSentence[]): CitedSentence[][] {
  const groups = new Map<string, CitedSentence[]>();
  for (const sentence of sentences) {
    const key = JSON.stringify(sentence.cited.map(({ passage }) => passage.id).sort());
    groups.set(key, [...(groups.get(key) ?? []), sentence]);
  }
  return [...groups.values()];
}
