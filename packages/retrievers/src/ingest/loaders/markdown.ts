import { lexer, type Token, type Tokens } from 'marked';
import { BlockList } from '../layout/block-list.ts';
import { headerRowsOf } from '../layout/header-rows.ts';
import { htmlBlocks } from '../layout/html-blocks.ts';
import { readText } from '../source/decode-text.ts';
import { splitFrontMatter } from './front-matter.ts';
import type { Loader } from './loader.ts';

/** Markdown with YAML front matter. The title is that of the front matter, else the first heading of level 1. */
export const markdownLoader: Loader = {
  name: 'markdown',
  version: 1,
  suffixes: ['.md', '.markdown'],
  isText: true,
  maxBytes: 8 * 2 ** 20,
  async *load(file) {
    const { metadata, body } = splitFrontMatter(await readText(file.stream()));
    const list = new BlockList();
    addTokens(lexer(body), list);
    const heading = list.blocks.find((block) => block.kind === 'heading' && block.level === 1);
    yield { metadata, blocks: list.blocks, ...(heading?.kind === 'heading' ? { title: heading.text } : {}) };
  },
};

function addTokens(tokens: readonly Token[], list: BlockList): void {
  for (const token of tokens) addToken(token, list);
}

function addToken(token: Token, list: BlockList): void {
  if (isOf<Tokens.Heading>(token, 'heading')) list.addHeading(inline(token), token.depth);
  else if (isOf<Tokens.Table>(token, 'table')) addTable(token, list);
  else if (isOf<Tokens.List>(token, 'list')) for (const item of token.items) list.addText(`- ${itemText(item)}`);
  else if (isOf<Tokens.Blockquote>(token, 'blockquote')) addTokens(token.tokens, list);
  else if (isOf<Tokens.HTML>(token, 'html')) addHtml(token.text, list);
  else if (isOf<Tokens.Code>(token, 'code')) list.addText(token.text);
  else if (isOf<Tokens.Paragraph>(token, 'paragraph') || isOf<Tokens.Text>(token, 'text')) list.addText(inline(token));
}

function isOf<T extends Token>(token: Token, type: T['type']): token is T {
  return token.type === type;
}

function addTable({ header, rows }: Tokens.Table, list: BlockList): void {
  const cells = [header, ...rows].map((row) => row.map(inline));
  list.addTable({ rows: cells, headerRows: Math.max(1, headerRowsOf(cells)) });
}

function itemText(item: Tokens.ListItem): string {
  return item.tokens
    .map((token) => (isOf<Tokens.List>(token, 'list') ? token.items.map(itemText).join('\n- ') : inline(token)))
    .filter((text) => text !== '')
    .join('\n- ');
}

function addHtml(html: string, list: BlockList): void {
  for (const block of htmlBlocks(html).blocks) {
    if (block.kind === 'table') list.addTable(block);
    else if (block.kind === 'heading') list.addHeading(block.text, block.level);
    else list.addText(block.text);
  }
}

/** The words of a token without its marks; a line break inside a paragraph is a blank. */
function inline(token: object): string {
  return words(token)
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
    .trim();
}

function words(token: object): string {
  if ('type' in token && token.type === 'br') return '\n';
  if ('type' in token && token.type === 'html') return '';
  if ('tokens' in token && Array.isArray(token.tokens)) return token.tokens.map(words).join('');
  return 'text' in token && typeof token.text === 'string' ? decoded(token.text) : '';
}

/** `&amp;` and its like, as HTML reads them. */
function decoded(text: string): string {
  if (!/&[a-z#\d]+;/iu.test(text)) return text;
  const before = text.slice(0, text.length - text.trimStart().length);
  const after = text.slice(text.trimEnd().length);
  const [block] = htmlBlocks(text.replaceAll('<', '&lt;')).blocks;
  return block?.kind === 'text' ? before + block.text + after : text;
}
