/** A piece of an openCypher text. Names in backticks, of properties, labels and parameters, and keys of maps are never keywords. */
export interface CypherToken {
  readonly kind: 'word' | 'name' | 'property' | 'parameter' | 'number' | 'string' | 'sign' | 'unknown';
  readonly text: string;
  readonly at: number;
  /** The brackets the token stands in, outermost first, itself included if it is one: `([`. */
  readonly inside: string;
}

const PIECES =
  /(?<space>\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<string>'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*")|(?<name>`(?:[^`]|``)*`)|(?<parameter>\$[\p{L}_][\p{L}\p{N}_]*)|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<sign>\.\.|=~|<>|<=|>=|\+=|::|[-=<>+*/%^|&!:;,.()[\]{}])|(?<unknown>[\s\S])/guy;

const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Takes a text apart; spaces and comments are left out. Takes time linear in its length. */
export function tokenize(text: string): CypherToken[] {
  const tokens: CypherToken[] = [];
  let inside = '';
  for (const match of text.matchAll(PIECES)) {
    const [kind, piece] = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined) ?? [
      'unknown',
      '',
    ];
    if (kind === 'space' || piece === undefined) continue;
    if (kind === 'sign' && '([{'.includes(piece)) inside += piece;
    const before = tokens.at(-1);
    const isKey = piece === ':' && before?.kind === 'word' && inside.endsWith('{');
    if (isKey) tokens[tokens.length - 1] = { ...before, kind: 'property' };
    tokens.push({ kind: kindOf(kind, tokens.at(-1)), text: piece, at: match.index, inside });
    if (kind === 'sign' && CLOSING[piece] !== undefined) inside = inside.slice(0, -1);
  }
  return tokens;
}

/** After a dot, a colon or (between types) a bar stands the name of a property, label or type; before a colon, a key. */
function kindOf(kind: string, before: CypherToken | undefined): CypherToken['kind'] {
  const isNamed =
    before?.kind === 'sign' && (before.text === '.' || (before.text === ':' && !before.inside.endsWith('{')));
  const isType = before?.kind === 'sign' && before.text === '|' && before.inside.endsWith('[');
  if (kind === 'word') return isNamed || isType ? 'property' : 'word';
  const known = ['name', 'parameter', 'number', 'string', 'sign'] as const;
  return known.find((name) => name === kind) ?? 'unknown';
}
