import { FINANCE_TERMS } from './finance-terms.ts';
import { stem } from './stem.ts';

/** A text as a matcher sees it. */
export interface Terms {
  /** Stems of the words that carry meaning, in order, doubles kept. */
  readonly words: readonly string[];
  /** Ids of the finance terms the text holds, with the stems each was written with. */
  readonly concepts: ReadonlyMap<string, readonly string[]>;
}

const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about after all also am an and any are as at be been before being between both but by can could did do does done
  during each else ever for from get give given had has have having he her here him his how i if in into is it its just
  kind may me mean might more most much many must my name no nor not of off on once one only or other our out over
  own per please same say says she should show shown so some state such tell than that the their them then there these
  they this those through to too under until upon us was we were what when where whether which while who whom whose why
  will with within would you your respectively there's what's company's company firm business come came amount amounts
  value figure number reported report recorded percentage percent level stand stood total overall altogether according document sources source
  explain describe describes summarise summarize find tell know fiscal year years ended ending end quarter fy month months
    large larger largest less small smaller smallest great greater highest lowest exceed negative positive million
    billion thousand dollar dollars usd provide provided generate generated produce produced post posted achieve
    achieved earn earned choose chosen`
    .split(/\s+/)
    .map(stem),
);

/** Words of a text in lower case: letters, digits, and what binds them in finance (`s&p`, `10-k`, `1,577.5`). */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+(?:[&.,'’-][\p{L}\p{N}]+)*/gu) ?? []
  );
}

interface Phrase {
  readonly id: string;
  readonly stems: readonly string[];
}

const PHRASES: ReadonlyMap<string, readonly Phrase[]> = phrasesByFirstStem();

/** Reads a text for matching. Stop words go; finance terms are recognised before they do. */
export function termsOf(text: string): Terms {
  const stems = wordsOf(text)
    .flatMap((word) => word.split('-'))
    .map(stem);
  const concepts = new Map<string, readonly string[]>();
  let index = 0;
  while (index < stems.length) {
    const phrase = phraseAt(stems, index);
    if (phrase !== undefined) concepts.set(phrase.id, phrase.stems);
    index += phrase?.stems.length ?? 1;
  }
  return { words: stems.filter((word) => !STOP_WORDS.has(word) && !/^\D?$/.test(word)), concepts };
}

/** The longest finance term that begins at this stem. */
function phraseAt(stems: readonly string[], index: number): Phrase | undefined {
  const candidates = PHRASES.get(stems[index] ?? '') ?? [];
  return candidates.find((phrase) => phrase.stems.every((part, offset) => stems[index + offset] === part));
}

function phrasesByFirstStem(): Map<string, Phrase[]> {
  const byFirst = new Map<string, Phrase[]>();
  for (const group of FINANCE_TERMS) {
    const id = group[0] ?? '';
    for (const wording of group) {
      const stems = wordsOf(wording)
        .flatMap((word) => word.split('-'))
        .map(stem);
      const first = stems[0] ?? '';
      byFirst.set(first, [...(byFirst.get(first) ?? []), { id, stems }]);
    }
  }
  for (const phrases of byFirst.values()) phrases.sort((left, right) => right.stems.length - left.stems.length);
  return byFirst;
}
