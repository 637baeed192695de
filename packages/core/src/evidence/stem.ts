const IRREGULAR: Readonly<Record<string, string>> = {
  paid: 'pay',
  bought: 'buy',
  sold: 'sell',
  held: 'hold',
  spent: 'spend',
  lent: 'lend',
  made: 'make',
  took: 'take',
  chose: 'choose',
  won: 'win',
  lost: 'lose',
  left: 'leave',
  began: 'begin',
};

/**
 * A light stem: plural, past and progressive endings go. Enough for question and report to meet; no dictionary.
 */
export function stem(word: string): string {
  const plain = (IRREGULAR[word] ?? word)
    .replace(/['’]s?$/, '')
    .replace(/['’]/g, '')
    .replace(/is(ation|e|ed|ing)$/, 'iz$1');
  if (plain.length < 4 || /\d/.test(plain)) return plain;
  const singular = plain.endsWith('ies')
    ? `${plain.slice(0, -3)}y`
    : plain.replace(/(?<=[sxz]|[cs]h)es$|(?<![siu])s$/, '');
  const base = singular.length > 5 ? singular.replace(/(?:ing|ed|ion)$/, '') : singular;
  return base.replace(/(.)\1$/, '$1').replace(/e$/, '');
}
